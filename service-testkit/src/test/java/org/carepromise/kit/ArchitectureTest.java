package org.carepromise.kit;

import java.nio.file.Path;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.carepromise.testkit.HouseRules;
import org.carepromise.testkit.SqlClock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The kit keeps the rules of the house, and knows no service. */
@AnalyzeClasses(packages = "org.carepromise.kit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule THE_KIT_KNOWS_NO_SERVICE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.carepromise.scheduling..",
                    "org.carepromise.callback..",
                    "org.carepromise.messaging..",
                    "org.carepromise.experience..",
                    "org.carepromise.gateway..",
                    "org.carepromise.launcher..",
                    "org.carepromise.testkit..");

    @ParameterizedTest
    @ValueSource(strings = {"http-kit", "service-kit"})
    void noStatementAsksTheDatabaseForTheTime(String module) {
        SqlClock.assertNotAsked(Path.of(System.getProperty("repository.root", ".."), module));
    }
}
