package org.carepromise.kit.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which sites and policies are to be in force, and what of the files is to be stored. Decided from the two files on this
 * machine and the highest versions stored, which are what all replicas use:
 *
 * <ol>
 *   <li>Of each kind the file counts if it can be read, is valid by itself and has a higher version than the stored one;
 *       else the stored one.
 *   <li>The two that count are judged as a pair. A valid pair is stored, what is new of it, in one transaction, and taken
 *       into force at once.
 *   <li>A pair that is not valid is refused whole: neither half is stored, and the stored pair stays. So files that depend
 *       on each other may arrive one after the other, in any order, and do harm in neither; the first to come is refused
 *       until the second is there. A half that is valid beside the stored other half is taken at once.
 * </ol>
 *
 * Deciding and storing happen under one lock, so what is stored highest of either kind has been judged as a pair too.
 *
 * @param inForce empty where there is no valid pair at all: then the service does not start
 * @param toStore new versions, of neither, one or both kinds
 * @param refusals what an operator must put right, each naming file and place
 * @param notes what an operator may want to know
 */
record ReloadPlan(
        Optional<SiteConfiguration> inForce, List<StoredFile> toStore, List<String> refusals, List<String> notes) {

    /** @param current in force until now; it stays where what is stored can't be used, by an older release for one */
    static ReloadPlan of(
            ReadFile sitesFile, ReadFile policiesFile, List<StoredFile> stored, Optional<SiteConfiguration> current) {
        var refusals = new ArrayList<String>();
        var notes = new ArrayList<String>();
        var sites = Candidate.of(sitesFile, SitesFile::parse, stored, refusals, notes);
        var policies = Candidate.of(policiesFile, PoliciesFile::parse, stored, refusals, notes);

        var pair = pair(
                sites.newest(),
                policies.newest(),
                refusal -> sitesFile.name() + ", " + policiesFile.name() + ": " + refusal,
                refusals);
        if (pair.isPresent()) {
            var toStore = new ArrayList<StoredFile>();
            sites.toStore().ifPresent(toStore::add);
            policies.toStore().ifPresent(toStore::add);
            return new ReloadPlan(pair, toStore, refusals, notes);
        }
        var old = sites.toStore().isPresent() || policies.toStore().isPresent()
                ? pair(sites.stored(), policies.stored(), refusal -> "as stored: " + refusal, refusals)
                : Optional.<SiteConfiguration>empty();
        return new ReloadPlan(old.or(() -> current), List.of(), refusals, notes);
    }

    private static Optional<SiteConfiguration> pair(
            Optional<SiteDirectory> sites,
            Optional<PolicyBook> policies,
            Function<String, String> named,
            List<String> refusals) {
        if (sites.isEmpty() || policies.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SiteConfiguration(sites.get(), policies.get()));
        } catch (InvalidFile refused) {
            refusals.add(named.apply(refused.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * What there is of one kind.
     *
     * @param newest the file, or the stored version where the file does not count
     * @param stored the highest version that is stored
     * @param toStore the file, where it counts
     */
    private record Candidate<T extends Versioned>(
            Optional<T> newest, Optional<T> stored, Optional<StoredFile> toStore) {

        static <T extends Versioned> Candidate<T> of(
                ReadFile file,
                Function<String, T> parser,
                List<StoredFile> allStored,
                List<String> refusals,
                List<String> notes) {
            var highest = allStored.stream()
                    .filter(each -> each.kind().equals(file.kind()))
                    .findFirst();
            var stored = highest.flatMap(
                    its -> parsed(its.content(), parser, file.kind() + ", stored version " + its.version(), refusals));
            if (file.text().isEmpty()) {
                refusals.add(file.name() + ": cannot be read");
                return new Candidate<>(stored, stored, Optional.empty());
            }
            var text = file.text().get();
            if (highest.filter(its -> its.content().equals(text)).isPresent()) {
                return new Candidate<>(stored, stored, Optional.empty());
            }
            var written = parsed(text, parser, file.name(), refusals);
            if (written.isEmpty()) {
                return new Candidate<>(stored, stored, Optional.empty());
            }
            var version = written.get().version();
            var known = highest.map(StoredFile::version).orElse(0L);
            if (version > known) {
                return new Candidate<>(written, stored, Optional.of(new StoredFile(file.kind(), version, text)));
            }
            if (version == known) {
                refusals.add(file.name() + ": differs from the stored version " + version + "; raise its version");
            } else {
                notes.add(file.name() + ": has version " + version + ", stored is " + known + ", which stays");
            }
            return new Candidate<>(stored, stored, Optional.empty());
        }

        private static <T> Optional<T> parsed(
                String text, Function<String, T> parser, String name, List<String> refusals) {
            try {
                return Optional.of(parser.apply(text));
            } catch (InvalidFile refused) {
                refusals.add(name + ": " + refused.getMessage());
                return Optional.empty();
            }
        }
    }
}
