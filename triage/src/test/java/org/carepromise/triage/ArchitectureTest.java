package org.carepromise.triage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** Assessing needs nothing but the JDK, nothing asks for the time or for chance, and decisions read no file. */
class ArchitectureTest {

    private static final DescribedPredicate<JavaClass> JDK =
            resideInAnyPackage("java.lang..", "java.util..", "java.text", "java.time", "java.io", "java.nio.charset");

    private final JavaClasses triage = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.carepromise.triage");

    @Test
    void assessingNeedsNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("org.carepromise.triage")
                .should()
                .onlyDependOnClassesThat(JDK.or(resideInAnyPackage("org.carepromise.triage", "")))
                .check(triage);
    }

    @Test
    void measuringNeedsAReaderOfTablesToo() {
        classes()
                .that()
                .resideInAPackage("org.carepromise.triage.evaluation")
                .should()
                .onlyDependOnClassesThat(
                        JDK.or(resideInAnyPackage("org.carepromise.triage..", "de.siegmar.fastcsv.reader", "")))
                .check(triage);
    }

    @Test
    void nothingAsksForTheTimeOrForChance() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "it reads a clock",
                        call -> call.getName().equals("now")
                                || call.getName().equals("currentTimeMillis")
                                || call.getName().equals("nanoTime")))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\..*Random.*|java\\.util\\.UUID|java\\.lang\\.Math\\.random")
                .check(triage);
    }

    @Test
    void decisionsTouchNoFile() {
        noClasses()
                .that(simpleNameEndingWith("Rules").or(simpleNameEndingWith("Finder")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio..")
                .check(triage);
    }
}
