package org.carepromise.kit.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Two files that depend on each other are taken into force as a pair, or not at all. */
class ReloadPlanTest {

    private static final StoredFile STORED_SITES = new StoredFile("sites", 1, TestFiles.SITES);
    private static final StoredFile STORED_POLICIES = new StoredFile("policies", 1, TestFiles.POLICIES);

    @Test
    void theFirstPairIsStoredAndTakenTogether() {
        var plan = plan(TestFiles.SITES, TestFiles.POLICIES);

        assertInForce(plan, 1, 1);
        assertThat(plan.toStore()).containsExactly(STORED_SITES, STORED_POLICIES);
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void aFirstPairThatPromisesWhatNobodyIsThereToKeepIsNoPairAndNamesBothFiles() {
        var plan = plan(TestFiles.SITES, TestFiles.URGENT_ELAPSED);

        assertThat(plan.inForce()).isEmpty();
        assertThat(plan.toStore()).isEmpty();
        assertThat(plan.refusals())
                .singleElement()
                .asString()
                .startsWith("carepromise.sites.file: /etc/sites.yaml, carepromise.policies.file: /etc/policies.yaml: "
                        + "site main: policy urgent-seen: ELAPSED, but from Saturday 09:00 to Monday 09:00");
    }

    @Test
    void filesThatDependOnEachOtherMayArriveInEitherOrder() {
        var covered = TestFiles.version(2, TestFiles.COVERED_SITES);
        var elapsed = TestFiles.version(2, TestFiles.URGENT_ELAPSED);

        var policiesFirst = plan(TestFiles.SITES, elapsed, STORED_SITES, STORED_POLICIES);
        assertInForce(policiesFirst, 1, 1);
        assertThat(policiesFirst.toStore()).isEmpty();
        assertThat(policiesFirst.refusals()).hasSize(1);

        var sitesFirst = plan(covered, TestFiles.POLICIES, STORED_SITES, STORED_POLICIES);
        assertInForce(sitesFirst, 2, 1);
        assertThat(sitesFirst.refusals()).isEmpty();

        var both = plan(covered, elapsed, STORED_SITES, STORED_POLICIES);
        assertInForce(both, 2, 2);
        assertThat(both.toStore()).extracting(StoredFile::kind).containsExactly("sites", "policies");
        assertThat(both.refusals()).isEmpty();
    }

    @Test
    void aNewPairThatIsInvalidIsRefusedWholeThoughOneHalfWouldDo() {
        var harmlessSites = TestFiles.version(2, TestFiles.SITES);
        var elapsed = TestFiles.version(2, TestFiles.URGENT_ELAPSED);

        var plan = plan(harmlessSites, elapsed, STORED_SITES, STORED_POLICIES);

        assertInForce(plan, 1, 1);
        assertThat(plan.toStore()).isEmpty();
    }

    @Test
    void aFileThatIsBrokenByItselfIsNamedAndDoesNotHoldTheOtherBack() {
        var plan = plan(TestFiles.version(2, TestFiles.SITES), "version: two", STORED_SITES, STORED_POLICIES);

        assertInForce(plan, 2, 1);
        assertThat(plan.refusals())
                .singleElement()
                .asString()
                .startsWith("carepromise.policies.file: /etc/policies.yaml: version: unknown");
    }

    @Test
    void aMissingFileLeavesWhatIsStored() {
        var plan = ReloadPlan.of(
                new ReadFile("sites", Path.of("/etc/sites.yaml"), Optional.empty()),
                policies(TestFiles.POLICIES),
                List.of(STORED_SITES, STORED_POLICIES),
                Optional.empty());

        assertInForce(plan, 1, 1);
        assertThat(plan.refusals()).containsExactly("carepromise.sites.file: /etc/sites.yaml: cannot be read");
    }

    @Test
    void withNothingValidAnywhereNothingIsInForceAndEachFileIsNamed() {
        var plan = plan("", "sites: {}");

        assertThat(plan.inForce()).isEmpty();
        assertThat(plan.refusals()).hasSize(2);
        assertThat(plan.refusals().get(0)).startsWith("carepromise.sites.file: /etc/sites.yaml: ");
        assertThat(plan.refusals().get(1)).startsWith("carepromise.policies.file: /etc/policies.yaml: ");
    }

    @Test
    void aLowerVersionIsNotedAndAnotherTextOfTheSameVersionIsRefused() {
        var stored = new StoredFile("sites", 3, TestFiles.version(3, TestFiles.SITES));

        var lower = plan(TestFiles.SITES, TestFiles.POLICIES, stored, STORED_POLICIES);
        assertInForce(lower, 3, 1);
        assertThat(lower.notes())
                .containsExactly("carepromise.sites.file: /etc/sites.yaml: has version 1, stored is 3, which stays");

        var same = plan(TestFiles.version(3, TestFiles.COVERED_SITES), TestFiles.POLICIES, stored, STORED_POLICIES);
        assertInForce(same, 3, 1);
        assertThat(same.toStore()).isEmpty();
        assertThat(same.refusals())
                .containsExactly(
                        "carepromise.sites.file: /etc/sites.yaml: differs from the stored version 3; raise its "
                                + "version");
    }

    @Test
    void whatAnotherReplicaStoredIsTakenFromThere() {
        var elsewhere = List.of(
                new StoredFile("sites", 4, TestFiles.version(4, TestFiles.COVERED_SITES)),
                new StoredFile("policies", 4, TestFiles.version(4, TestFiles.URGENT_ELAPSED)));

        var plan = ReloadPlan.of(sites(TestFiles.SITES), policies(TestFiles.POLICIES), elsewhere, Optional.empty());

        assertInForce(plan, 4, 4);
        assertThat(plan.toStore()).isEmpty();
        assertThat(plan.refusals()).isEmpty();
    }

    @Test
    void anOlderReleaseThatCannotReadWhatIsStoredKeepsWhatItHas() {
        var newer = new StoredFile("sites", 9, TestFiles.replaced(TestFiles.SITES, "siteKeys:", "somethingNew:"));
        var current = plan(TestFiles.SITES, TestFiles.POLICIES).inForce();

        var plan = ReloadPlan.of(
                sites(TestFiles.SITES), policies(TestFiles.POLICIES), List.of(newer, STORED_POLICIES), current);

        assertThat(plan.inForce()).isEqualTo(current);
        assertThat(plan.toStore()).isEmpty();
        assertThat(plan.refusals().get(0)).startsWith("sites, stored version 9: site main: somethingNew: unknown");
    }

    private static void assertInForce(ReloadPlan plan, long sites, long policies) {
        assertThat(plan.inForce().orElseThrow().sites().version()).isEqualTo(sites);
        assertThat(plan.inForce().orElseThrow().policies().version()).isEqualTo(policies);
    }

    private static ReloadPlan plan(String sites, String policies, StoredFile... stored) {
        return ReloadPlan.of(sites(sites), policies(policies), List.of(stored), Optional.empty());
    }

    private static ReadFile sites(String text) {
        return new ReadFile("sites", Path.of("/etc/sites.yaml"), Optional.of(text));
    }

    private static ReadFile policies(String text) {
        return new ReadFile("policies", Path.of("/etc/policies.yaml"), Optional.of(text));
    }
}
