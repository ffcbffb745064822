package org.carepromise.kit.crypto;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the kit's own tables hold encrypted. Stored answers are not among them: they are gone after a day. */
class KitColumns {

    @Produces
    @Singleton
    static EncryptedColumn webhookSecret() {
        return EncryptedColumn.of("webhook_endpoint", "secret");
    }

    /** Under the same place as the one that follows it. */
    @Produces
    @Singleton
    static EncryptedColumn webhookPreviousSecret() {
        return new EncryptedColumn("webhook_endpoint", "previous_secret", "id", id -> "webhook_endpoint.secret:" + id);
    }

    @Produces
    @Singleton
    static EncryptedColumn inboxMessage() {
        return new EncryptedColumn("sandbox_inbox", "message", "key", key -> "sandbox_inbox.message:" + key);
    }
}
