package org.carepromise.testkit;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Each guard turns red for what it is there for, and for nothing else. */
class HouseRulesTest {

    private static final JavaClasses BROKEN = new ClassFileImporter().importPackages("org.carepromise.broken");

    @Test
    void everyStrayClockIsNoticed() {
        assertThat(violators(HouseRules.NOTHING_BUT_THE_PRODUCTS_CLOCK_READS_THE_MACHINES))
                .containsExactly("Millis", "NewDate", "Now", "SystemClock", "SystemSource", "Today");
    }

    @Test
    void everyDecisionThatIsNotPureIsNoticed() {
        assertThat(violators(HouseRules.DECISIONS_ARE_PURE))
                .containsExactly(
                        "CallerPlan", "FileRules", "FrameworkRules", "StoreRules", "ThreadOrder", "TransactionFinder");
    }

    @Test
    void everyStatementOutsideAStoreIsNoticed() {
        assertThat(violators(HouseRules.SQL_IS_RUN_BY_STORES_ALONE))
                .containsExactly("StrayQuery", "StrayRead", "StraySql");
    }

    @Test
    void everyTransactionInTheWrongHandsIsNoticed() {
        assertThat(violators(HouseRules.TRANSACTIONS_BELONG_TO_USE_CASES_AND_STORES))
                .containsExactly("NosyResource", "TransactionFinder");
    }

    @Test
    void everyDrawerIsNoticed() {
        assertThat(violators(HouseRules.NO_NAME_IS_A_DRAWER))
                .containsExactly(
                        "BookingHelper",
                        "ClockImpl",
                        "DateUtil",
                        "Dates",
                        "KitCommon",
                        "KitCore",
                        "SlotManager",
                        "StringUtils");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM slot WHERE starts_at > now()",
                "select NOW ()",
                "DEFAULT current_timestamp",
                "SELECT clock_timestamp()",
                "x <= CURRENT_DATE",
                "at > statement_timestamp()",
                "at > 'now'::timestamptz",
                "at > localtimestamp"
            })
    void sqlThatAsksForTheTimeIsNoticedInMigrationsAndInStores(String sql) {
        var text = sql.replace("NOW ()", "NOW()");
        assertThat(SqlClock.in("V1__thing.sql", text)).hasSize(1);
        assertThat(SqlClock.in("ThingStore.java", "String SQL = \"" + text + "\";"))
                .hasSize(1);
        assertThat(SqlClock.in("ThingStore.java", "String SQL =\n\"\"\"\n" + text + "\n\"\"\";"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var now = tx.now();",
                "// now() would be wrong: \"see there\"",
                "/** SQL's {@code now()}, \"never\" */",
                "String SQL = \"SELECT known() FROM snow WHERE now_at = $1\";",
                "String word = \"now\";"
            })
    void whatOnlyLooksLikeItIsNot(String java) {
        assertThat(SqlClock.in("ThingStore.java", java)).isEmpty();
    }

    @Test
    void aCommentInAMigrationMaySayIt() {
        assertThat(SqlClock.in("V1__thing.sql", "-- no now() here\nSELECT 1 -- nor current_date"))
                .isEmpty();
    }

    @Test
    void everyPlaceInAModuleIsNamed(@org.junit.jupiter.api.io.TempDir Path module) throws Exception {
        var folder = java.nio.file.Files.createDirectories(module.resolve("src/main/resources/db"));
        java.nio.file.Files.writeString(folder.resolve("V1__a.sql"), "SELECT now();\nSELECT current_date;");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> SqlClock.assertNotAsked(module))
                .withMessageContaining("V1__a.sql: now()")
                .withMessageContaining("V1__a.sql: current_date");
    }

    private static Set<String> violators(ArchRule rule) {
        var names = new TreeSet<String>();
        for (var type : BROKEN) {
            if (rule.evaluate(BROKEN.that(DescribedPredicate.equalTo(type))).hasViolation()) {
                names.add(type.getSimpleName());
            }
        }
        return names;
    }
}
