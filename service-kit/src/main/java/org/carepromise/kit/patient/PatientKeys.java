package org.carepromise.kit.patient;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import org.carepromise.kit.crypto.KeyedHash;
import org.carepromise.kit.tx.Tx;

/**
 * The keys by which equal patients are found. Each comes as a list: the one to write first, and, while the hash key is being
 * changed, the one under which earlier rows may stand. Whoever looks up by one looks for any of the list.
 */
@ApplicationScoped
public class PatientKeys {

    private static final String ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('patient ' || $1, 0))";

    private final KeyedHash hash;

    PatientKeys(KeyedHash hash) {
        this.hash = hash;
    }

    /** @return of the phone, else of the id, else of the mail address; none where there is none of them */
    public List<String> contact(PatientJson block) {
        return contact(
                Optional.ofNullable(block.phone()),
                Optional.ofNullable(block.id()),
                Optional.ofNullable(block.email()));
    }

    /** @param phone in E.164 */
    public List<String> contact(Optional<String> phone, Optional<String> id, Optional<String> email) {
        // A purpose for each kind, so that no mail address can pose as somebody's phone.
        return phone.map(number -> hash.lookups("contact-phone", number))
                .or(() -> id.map(known -> hash.lookups("contact-patient", known)))
                .or(() -> email.flatMap(PatientKeys::folded).map(address -> hash.lookups("contact-mail", address)))
                .orElse(List.of());
    }

    /** @return the id itself, else of contact and folded name; none where one of these is missing */
    public List<String> patient(PatientJson block) {
        if (block.id() != null) {
            return List.of(block.id());
        }
        var contacts = contact(block);
        var names =
                foldedName(block.name()).map(name -> hash.lookups("name", name)).orElse(List.of());
        // Both lists are in the order of the hash keys.
        return IntStream.range(0, Math.min(contacts.size(), names.size()))
                .mapToObj(i -> contacts.get(i) + ":" + names.get(i))
                .toList();
    }

    /** By it staff find a patient: the folded family name, which is the name's last word; none without a name. */
    public List<String> familyName(PatientJson block) {
        return familyName(block.name());
    }

    /** The same for a family name, however it is spelt. */
    public List<String> familyName(String name) {
        return foldedName(name)
                .map(folded -> folded.substring(folded.lastIndexOf(' ') + 1))
                .map(family -> hash.lookups("family-name", family))
                .orElse(List.of());
    }

    /** Whether what is stored may be under either of two hash keys. */
    public boolean areChanging() {
        return hash.isChanging();
    }

    /**
     * Keeps those apart who change what one patient has, until the commit, while a constraint can't: it compares texts, and
     * the hash key is being changed. Taken before the statement that looks whether the patient is free, and before any
     * row is locked. Where a patient has one key it sends nothing.
     *
     * @param keys as {@link #patient} gives them
     */
    public Uni<Void> takeTurn(Tx tx, List<String> keys) {
        // All replicas know both keys, whichever of them is the one they write, so one of them is enough.
        return keys.size() < 2
                ? Uni.createFrom().voidItem()
                : tx.run(ALONE, keys.stream().sorted().findFirst().orElseThrow())
                        .replaceWithVoid();
    }

    private static Optional<String> folded(String mail) {
        return Optional.of(mail.strip().toLowerCase(Locale.ROOT)).filter(text -> text.indexOf('@') > 0);
    }

    /** Equal for all spellings of one name; a name without a letter or digit would be everybody's, and is none. */
    private static Optional<String> foldedName(String name) {
        return Optional.of(Normalizer.normalize(name == null ? "" : name, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}]+", " ")
                        .strip())
                .filter(folded -> !folded.isEmpty());
    }
}
