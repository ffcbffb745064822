package org.carepromise.kit.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.smallrye.mutiny.Uni;

/**
 * Finds the address that a webhook is sent to: resolves the name, checks every address it has, and hands out the checked
 * one, to which the sender connects. A name that changes its address between check and connection gains nothing.
 */
@ApplicationScoped
class AddressGuard {

    private final NameResolver names;
    private final boolean insecureAllowed;
    private final boolean privateAllowed;

    @Inject
    AddressGuard(NameResolver names, WebhooksConfig config) {
        this(names, config.allowInsecure(), config.allowPrivateAddresses());
    }

    AddressGuard(NameResolver names, boolean insecureAllowed, boolean privateAllowed) {
        this.names = names;
        this.insecureAllowed = insecureAllowed;
        this.privateAllowed = privateAllowed;
    }

    /** @return the address to connect to; fails with {@link UrlRefused} */
    Uni<InetAddress> addressOf(WebhookUrl url) {
        var refusal = AddressRules.ofUrl(url, insecureAllowed, privateAllowed);
        if (refusal.isPresent()) {
            return Uni.createFrom().failure(new UrlRefused(refusal.get()));
        }
        return AddressRules.addressIn(url.host())
                .map(bytes -> Uni.createFrom().item(List.of(address(bytes))))
                .orElseGet(() -> names.resolve(url.host()))
                .map(this::checked);
    }

    private InetAddress checked(List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            throw new UrlRefused(AddressRefusal.NAME_UNKNOWN);
        }
        for (var address : addresses) {
            AddressRules.ofAddress(address.getAddress(), privateAllowed).ifPresent(refusal -> {
                throw new UrlRefused(refusal);
            });
        }
        return addresses.get(0);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
