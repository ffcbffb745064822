package org.carepromise.messaging.ruleset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.carepromise.triage.Evidence;
import org.carepromise.triage.Triage;
import org.carepromise.triage.TriageInput;
import org.carepromise.triage.TriageResult;
import org.carepromise.triage.evaluation.Label;

/** Finds what two rule sets decide otherwise, and on which of their words. */
final class MoveFinder {

    /** More are counted and not named. */
    static final int MOST_NAMED = 200;

    private static final int MOST_WORDS = 10;

    private final Triage before;
    private final Triage after;
    private final List<Replay.Move> down = new ArrayList<>();
    private final List<Replay.Move> up = new ArrayList<>();
    private int messages;
    private int downs;
    private int ups;

    MoveFinder(Triage before, Triage after) {
        this.before = before;
        this.after = after;
    }

    void take(String id, TriageInput input) {
        messages++;
        var was = before.assess(input);
        var is = after.assess(input);
        var from = Label.of(was);
        var to = Label.of(is);
        if (from == to) {
            return;
        }
        // the most pressing label comes first
        var isDown = to.compareTo(from) > 0;
        downs += isDown ? 1 : 0;
        ups += isDown ? 0 : 1;
        var named = isDown ? down : up;
        if (named.size() < MOST_NAMED) {
            named.add(new Replay.Move(id, from, to, words(was, is)));
        }
    }

    Replay.Moves found() {
        var named = new ArrayList<>(down);
        named.sort(Comparator.comparing(Replay.Move::from));
        named.addAll(up);
        return new Replay.Moves(messages, ups, downs, named.subList(0, Math.min(named.size(), MOST_NAMED)));
    }

    private static List<String> words(TriageResult was, TriageResult is) {
        var gone = said(was);
        var come = said(is);
        var both = new LinkedHashSet<>(gone);
        both.retainAll(come);
        gone.removeAll(both);
        come.removeAll(both);
        gone.addAll(come);
        return gone.stream().limit(MOST_WORDS).toList();
    }

    private static Set<String> said(TriageResult result) {
        var said = new LinkedHashSet<String>();
        for (var each : result.evidence()) {
            if (each.context() == Evidence.Context.PRESENT) {
                said.add(each.concept() + each.phrase().map(": "::concat).orElse(""));
            }
        }
        return said;
    }
}
