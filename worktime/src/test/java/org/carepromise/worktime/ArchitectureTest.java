package org.carepromise.worktime;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** Time is an argument, and nothing is needed but the JDK and the holiday library. */
class ArchitectureTest {

    private static final Set<String> TIME_TYPES = Set.of(
            Instant.class.getName(),
            LocalDate.class.getName(),
            LocalDateTime.class.getName(),
            LocalTime.class.getName(),
            OffsetDateTime.class.getName(),
            ZonedDateTime.class.getName(),
            Year.class.getName());

    private final JavaClasses worktime = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.carepromise.worktime");

    @Test
    void nothingReadsAClock() {
        noClasses()
                .should()
                .callCodeUnitWhere(new DescribedPredicate<JavaCall<?>>("it reads the machine's clock") {
                    @Override
                    public boolean test(JavaCall<?> call) {
                        String owner = call.getTargetOwner().getName();
                        String method = call.getName();
                        return TIME_TYPES.contains(owner) && method.equals("now")
                                || owner.equals(System.class.getName())
                                        && (method.equals("currentTimeMillis") || method.equals("nanoTime"))
                                || owner.equals(Clock.class.getName())
                                || owner.equals(InstantSource.class.getName())
                                || owner.equals(Date.class.getName());
                    }
                })
                .check(worktime);
    }

    @Test
    void nothingIsNeededButTheJdkAndTheHolidayLibrary() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.carepromise.worktime..", "de.focus_shift.jollyday..")
                .check(worktime);
    }

    @Test
    void onlyOneClassKnowsTheHolidayLibrary() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Holidays.class.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("de.focus_shift..")
                .check(worktime);
    }
}
