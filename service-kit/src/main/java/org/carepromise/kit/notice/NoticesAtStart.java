package org.carepromise.kit.notice;

import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;

import org.carepromise.kit.channel.Channel;
import org.carepromise.kit.channel.Channels;

/** Reads the texts at the start, not when the first one is needed, and refuses to start where they could never leave. */
@ApplicationScoped
class NoticesAtStart {

    private final NoticeTemplates templates;
    private final Channels channels;
    private final NoticesConfig config;

    NoticesAtStart(NoticeTemplates templates, Channels channels, NoticesConfig config) {
        this.templates = templates;
        this.channels = channels;
        this.config = config;
    }

    void check(@Observes StartupEvent start) {
        if (templates.isEmpty() || !ConfigUtils.isProfileActive(LaunchMode.NORMAL.getDefaultProfile())) {
            return;
        }
        var faults = NoticeStartRules.faults(
                Stream.of(Channel.MAIL, Channel.SMS, Channel.PUSH).anyMatch(channels::isOpen),
                config.phone().isPresent());
        if (!faults.isEmpty()) {
            throw new IllegalStateException("notices could not reach anybody: " + String.join("; ", faults));
        }
    }
}
