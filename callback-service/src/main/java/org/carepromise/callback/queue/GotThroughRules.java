package org.carepromise.callback.queue;

import java.util.List;
import java.util.Optional;

import org.carepromise.callback.request.Callback;

/** Whose callback a call has made needless. */
final class GotThroughRules {

    private GotThroughRules() {}

    /**
     * One that waited alone under the caller's number is meant, whatever the call was about. Of several, such as a
     * family's, the one of the call's topic is, if there is one alone: whoever is wrongly called once more is better off
     * than whoever is forgotten.
     *
     * @param waited when the call was answered, also those that have ended since: they could have been meant too
     * @param topic of the call
     * @return the one that is to end; empty where it has ended already, or none can be told
     */
    static Optional<Callback> meant(List<Callback> waited, Optional<String> topic) {
        var candidates = waited.size() == 1
                ? waited
                : waited.stream()
                        .filter(each -> topic.filter(each.topic()::equals).isPresent())
                        .toList();
        return candidates.size() == 1
                ? candidates.stream().filter(each -> each.state().isOpen()).findFirst()
                : Optional.empty();
    }
}
