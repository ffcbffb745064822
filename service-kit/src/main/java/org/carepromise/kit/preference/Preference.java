package org.carepromise.kit.preference;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.carepromise.kit.channel.Channel;

/**
 * How a contact wants to be told things. What is empty is left to the service's defaults.
 *
 * @param language BCP 47
 * @param channels in the order of liking; one that is missing is not used, unless the list is empty
 * @param quietHours in the contact's own zone
 * @param optedOut purposes of notices that are not wanted, {@code appointment-reminder}
 */
public record Preference(
        Optional<String> language, List<Channel> channels, Optional<QuietHours> quietHours, Set<String> optedOut) {

    /** Of somebody of whom nothing is known. */
    public static final Preference NONE = new Preference(Optional.empty(), List.of(), Optional.empty(), Set.of());

    public Preference {
        channels = List.copyOf(channels);
        optedOut = Set.copyOf(optedOut);
    }
}
