package org.carepromise.kit.site;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads the policies file; what it refuses it names by the promise, and by the site where it is a site's own. Whether the
 * sites can keep what it promises takes both files: {@link SiteConfiguration} decides that.
 */
final class PoliciesFile {

    private final FileYaml file;
    private final Map<PublishedPromise, PolicyYaml> general = new EnumMap<>(PublishedPromise.class);

    private PoliciesFile(FileYaml file) {
        this.file = file;
    }

    private record FileYaml(long version, Map<String, JsonNode> promises, Map<String, Map<String, JsonNode>> sites) {}

    /** @throws InvalidFile naming the place and what is wrong there */
    static PolicyBook parse(String yaml) {
        var file = YamlText.read(yaml, FileYaml.class);
        InvalidFile.require(file.version >= 1, "version: a whole number from 1 on is needed");
        return new PoliciesFile(file).book();
    }

    private PolicyBook book() {
        var policies = new EnumMap<PublishedPromise, SitePolicy>(PublishedPromise.class);
        YamlText.orEmpty(file.promises)
                .forEach((id, node) -> InvalidFile.at("policy " + id, () -> {
                    var promise = PublishedPromise.of(id);
                    general.put(promise, YamlText.read(node, PolicyYaml.class));
                    return policies.put(promise, general.get(promise).policy(promise, file.version));
                }));
        Arrays.stream(PublishedPromise.values())
                .forEach(promise ->
                        InvalidFile.require(policies.containsKey(promise), "policy " + promise.id() + ": missing"));
        var bySite = new LinkedHashMap<String, Map<PublishedPromise, SitePolicy>>();
        YamlText.orEmpty(file.sites)
                .forEach((site, promises) ->
                        bySite.put(site, InvalidFile.at("site " + site, () -> ownPolicies(promises))));
        return new PolicyBook(file.version, policies, bySite);
    }

    private Map<PublishedPromise, SitePolicy> ownPolicies(Map<String, JsonNode> promises) {
        var own = new EnumMap<PublishedPromise, SitePolicy>(PublishedPromise.class);
        promises.forEach((id, node) -> InvalidFile.at("policy " + id, () -> {
            var promise = PublishedPromise.of(id);
            var written = YamlText.read(node, PolicyYaml.class);
            return own.put(promise, written.over(general.get(promise)).policy(promise, file.version));
        }));
        return own;
    }
}
