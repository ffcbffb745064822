package org.carepromise.kit.preference;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import org.carepromise.kit.channel.Channel;
import org.carepromise.kit.sample.SampleTest;
import org.carepromise.kit.tx.Transactions;
import org.carepromise.testkit.Race;

import static org.assertj.core.api.Assertions.assertThat;

/** The last known answer, whatever order the news comes in. */
@SampleTest
class ContactPreferencesTest {

    @Inject
    ContactPreferences preferences;

    @Inject
    Transactions transactions;

    private final String contact = "contact-" + UUID.randomUUID();

    @Test
    void ofWhomNothingWasHeardTheDefaultsHold() {
        assertThat(known()).isEqualTo(Preference.NONE);
    }

    @Test
    void whatWasLearntIsTheAnswerFromThenOn() {
        var preference = new Preference(
                Optional.of("es"),
                List.of(Channel.MAIL, Channel.SMS),
                Optional.of(new QuietHours(LocalTime.of(20, 30), LocalTime.of(9, 0))),
                Set.of("appointment-reminder", "survey"));
        assertThat(learn(1, preference)).isTrue();
        assertThat(known()).isEqualTo(preference);
        assertThat(learn(2, Preference.NONE)).isTrue();
        assertThat(known()).isEqualTo(Preference.NONE);
    }

    @Test
    void newsThatIsOldOrComesTwiceChangesNothing() {
        learn(5, language("es"));
        assertThat(learn(5, language("en"))).isFalse();
        assertThat(learn(4, language("en"))).isFalse();
        assertThat(known()).isEqualTo(language("es"));
    }

    @Test
    void ofManyWhoBringNewsAtOnceTheNewestIsKept() {
        Race.of(20, i -> learn(i + 1, language("l" + i)));
        assertThat(known()).isEqualTo(language("l19"));
    }

    private static Preference language(String tag) {
        return new Preference(Optional.of(tag), List.of(), Optional.empty(), Set.of());
    }

    private boolean learn(long version, Preference preference) {
        return transactions
                .run(tx -> preferences.learn(tx, contact, version, preference))
                .await()
                .indefinitely();
    }

    private Preference known() {
        return preferences.of(List.of(contact)).await().indefinitely();
    }
}
