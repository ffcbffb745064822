package org.carepromise.scheduling.provider;

import java.util.List;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** Somebody whom patients visit, for reading; {@link ProviderStore} writes it. */
@Entity
@Immutable
@Table(name = "provider")
class Provider {

    @Id
    UUID id;

    String name;

    @Column(name = "site_ids", columnDefinition = "text[]")
    List<String> sites;

    @Column(name = "visit_type_ids", columnDefinition = "text[]")
    List<String> visitTypes;

    @Column(columnDefinition = "text[]")
    List<String> languages;

    long version;
}
