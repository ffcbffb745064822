package org.carepromise.kit.notice;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.carepromise.kit.tx.Tx;

/**
 * Decides what patients are told, in the transaction of what they are told about. A notice is decided once under its key and
 * delivered at least once under the same; {@link DeliverNotices} sends it.
 */
@ApplicationScoped
public class Notices {

    private final NoticeTemplates templates;
    private final NoticeStore store;

    Notices(NoticeTemplates templates, NoticeStore store) {
        this.templates = templates;
        this.store = store;
    }

    /**
     * @return whether it is new; one whose key was decided before changes nothing
     * @throws IllegalArgumentException where the service has no such template, a placeholder has no value or a value no
     *     placeholder: a fault of the caller's code, told without the values
     */
    public Uni<Boolean> decide(Tx tx, NewNotice notice) {
        return decide(tx, List.of(notice)).map(added -> added == 1);
    }

    /**
     * The same for many, in one statement.
     *
     * @return how many are new
     */
    public Uni<Integer> decide(Tx tx, List<NewNotice> notices) {
        notices.forEach(notice ->
                templates.get(notice.template()).checkValues(notice.values().keySet()));
        return notices.isEmpty() ? Uni.createFrom().item(0) : store.decide(tx, notices);
    }

    /**
     * What has become of notices, by their keys.
     *
     * @return nothing for a key that nobody decided, or whose notice is pruned
     */
    public Uni<Map<String, NoticeCourse>> courses(SqlClient client, Collection<String> keys) {
        return store.courses(client, keys);
    }

    /**
     * Takes back what is still to be told about a subject, which has changed. What is on its way arrives.
     *
     * @param purposes whose notices
     */
    public Uni<Void> withdraw(Tx tx, String subject, Set<String> purposes) {
        return store.withdraw(tx, subject, purposes);
    }
}
