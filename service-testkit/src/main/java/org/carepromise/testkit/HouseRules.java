package org.carepromise.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.carepromise.kit.time.ProductClock;
import org.carepromise.kit.tx.Sql;
import org.carepromise.kit.tx.Tx;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * How every service is built. A service applies all of it by
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "org.carepromise.scheduling", importOptions = ImportOption.DoNotIncludeTests.class)
 * class ArchitectureTest {
 *     @ArchTest
 *     static final ArchTests HOUSE = ArchTests.in(HouseRules.class);
 * }
 * }</pre>
 */
public final class HouseRules {

    private static final Set<String> TIME_TYPES = Set.of(
            Instant.class.getName(),
            LocalDate.class.getName(),
            LocalDateTime.class.getName(),
            LocalTime.class.getName(),
            OffsetDateTime.class.getName(),
            ZonedDateTime.class.getName(),
            Year.class.getName());

    private static final DescribedPredicate<JavaCall<?>> READS_A_CLOCK =
            DescribedPredicate.describe("it reads the machine's clock", call -> {
                String owner = call.getTargetOwner().getName();
                String method = call.getName();
                boolean takesNothing = call.getTarget().getRawParameterTypes().isEmpty();
                return TIME_TYPES.contains(owner) && method.equals("now")
                        || owner.equals(System.class.getName()) && method.equals("currentTimeMillis")
                        || owner.equals(Clock.class.getName()) && method.startsWith("system")
                        || owner.equals(InstantSource.class.getName()) && method.equals("system")
                        || owner.equals(Date.class.getName()) && method.equals("<init>") && takesNothing
                        || owner.equals(Calendar.class.getName()) && method.equals("getInstance");
            });

    private static final DescribedPredicate<JavaClass> A_DECISION =
            DescribedPredicate.describe("rules", type -> Set.of("Rules", "Plan", "Finder", "Order").stream()
                    .anyMatch(outermost(type).getSimpleName()::endsWith));

    private static final DescribedPredicate<JavaClass> INPUT_OR_OUTPUT = resideInAnyPackage(
                    "java.io..", "java.net..", "java.nio..", "java.sql..", "javax..", "java.util.concurrent..")
            .as("input, output or threads");

    private static final DescribedPredicate<JavaClass> A_FACT = resideInAnyPackage("java..", "org.carepromise..")
            .or(DescribedPredicate.describe(
                    "an array or primitive", type -> type.getPackageName().isEmpty()))
            .as("the JDK and our own");

    private static final DescribedPredicate<JavaClass> OUR_MACHINERY = resideInAnyPackage(
                    "org.carepromise.kit.access..",
                    "org.carepromise.kit.audit..",
                    "org.carepromise.kit.crypto..",
                    "org.carepromise.kit.event..",
                    "org.carepromise.kit.idempotency..",
                    "org.carepromise.kit.request..",
                    "org.carepromise.kit.testclock..",
                    "org.carepromise.kit.time..",
                    "org.carepromise.kit.tx..")
            .or(simpleNameEndingWith("Store"))
            .or(simpleNameEndingWith("Resource"))
            .or(simpleNameEndingWith("Config"))
            .as("stores, resources and the kit's machinery");

    private HouseRules() {}

    /** A rule is handed its time; else a test clock does not reach it. */
    @ArchTest
    public static final ArchRule NOTHING_BUT_THE_PRODUCTS_CLOCK_READS_THE_MACHINES = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ProductClock.class.getName())
            .should()
            .callCodeUnitWhere(READS_A_CLOCK)
            .allowEmptyShould(true);

    /** What decides can be tested in milliseconds, and read without knowing a framework. */
    @ArchTest
    public static final ArchRule DECISIONS_ARE_PURE = noClasses()
            .that(A_DECISION)
            .should()
            .dependOnClassesThat(INPUT_OR_OUTPUT.or(OUR_MACHINERY).or(DescribedPredicate.not(A_FACT)))
            .allowEmptyShould(true);

    /** A row is read beside the statement that selects it: in a store, or in its value's {@code from(Row)}. */
    @ArchTest
    public static final ArchRule SQL_IS_RUN_BY_STORES_ALONE = noClasses()
            .that()
            .resideOutsideOfPackage("org.carepromise.kit..")
            .and()
            .haveSimpleNameNotEndingWith("Store")
            .should()
            .callMethodWhere(DescribedPredicate.describe("it runs SQL", call -> {
                String owner = call.getTargetOwner().getName();
                return owner.equals(Tx.class.getName()) && call.getName().equals("run")
                        || owner.equals(Sql.class.getName()) && !call.getName().equals("instant")
                        || owner.startsWith("io.vertx.mutiny.sqlclient.")
                                && Set.of("query", "preparedQuery").contains(call.getName());
            }))
            .allowEmptyShould(true);

    /** A transaction is handed on by resources and never worked with there; values and rules never see one. */
    @ArchTest
    public static final ArchRule TRANSACTIONS_BELONG_TO_USE_CASES_AND_STORES = noClasses()
            .that(DescribedPredicate.describe(
                    "resources, wire records and rules",
                    type -> Set.of("Resource", "Json", "Rules", "Plan", "Finder", "Order", "Problem", "Config").stream()
                            .anyMatch(outermost(type).getSimpleName()::endsWith)))
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "it works with a transaction",
                    call -> call.getTargetOwner().getName().equals(Tx.class.getName())))
            .allowEmptyShould(true);

    /** Such a name says that nobody knew what belongs in it. */
    @ArchTest
    public static final ArchRule NO_NAME_IS_A_DRAWER = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveNameMatching(".*(Utils|Utility|Helper|Helpers|Manager|Impl|Common|Core)")
            .orShould()
            .resideInAnyPackage("..common..", "..core..", "..util..", "..helper..", "..manager..", "..impl..")
            .allowEmptyShould(true);

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(HouseRules::outermost).orElse(type);
    }
}
