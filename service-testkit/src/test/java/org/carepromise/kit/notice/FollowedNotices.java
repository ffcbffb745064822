package org.carepromise.kit.notice;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.tx.Tx;

/** Follows the notices of one purpose, and remembers. */
@ApplicationScoped
class FollowedNotices implements NoticeFollower {

    static final String PURPOSE = "thing-followed";

    private final List<EndedNotice> heard = new CopyOnWriteArrayList<>();

    private volatile int failures;

    @Override
    public String purpose() {
        return PURPOSE;
    }

    @Override
    public Uni<Void> ended(Tx tx, EndedNotice notice) {
        if (failures > 0) {
            failures--;
            return Uni.createFrom().failure(new IllegalStateException("on purpose"));
        }
        heard.add(notice);
        return Uni.createFrom().voidItem();
    }

    void failOnce() {
        failures = 1;
    }

    List<EndedNotice> heardOf(NewNotice notice) {
        return heard.stream().filter(each -> each.key().equals(notice.key())).toList();
    }
}
