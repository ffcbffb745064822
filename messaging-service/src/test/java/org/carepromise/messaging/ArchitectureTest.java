package org.carepromise.messaging;

import java.nio.file.Path;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import org.junit.jupiter.api.Test;

import org.carepromise.testkit.HouseRules;
import org.carepromise.testkit.SqlClock;

@AnalyzeClasses(packages = "org.carepromise.messaging", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

    @Test
    void noStatementAsksTheDatabaseForTheTime() {
        SqlClock.assertNotAsked(Path.of(System.getProperty("repository.root", ".."), "messaging-service"));
    }
}
