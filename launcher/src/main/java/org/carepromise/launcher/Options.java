package org.carepromise.launcher;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What was asked on the command line; {@code usage.txt} tells what each option does.
 *
 * @param only run this service and what it needs, nothing else
 * @param except run all but this service
 * @param portOffset added to every port
 */
record Options(boolean reset, boolean demo, Optional<Service> only, Optional<Service> except, int portOffset) {

    private static final int HIGHEST_OFFSET = 40_000;

    /** Not a mistake of the program but of the command line: exit code 2. */
    static final class Misused extends RuntimeException {

        private Misused(String line) {
            super(line);
        }
    }

    static Options of(String... arguments) {
        boolean reset = false;
        boolean demo = true;
        Optional<Service> only = Optional.empty();
        Optional<Service> except = Optional.empty();
        int portOffset = 0;
        Iterator<String> words = List.of(arguments).iterator();
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--reset" -> reset = true;
                case "--no-demo" -> demo = false;
                case "--only" -> only = Optional.of(service(word, words));
                case "--except" -> except = Optional.of(service(word, words));
                case "--port-offset" -> portOffset = offset(word, words);
                default -> throw new Misused("unknown option " + word);
            }
        }
        if (only.isPresent() && except.isPresent()) {
            throw new Misused("--only and --except exclude each other");
        }
        return new Options(reset, demo, only, except, portOffset);
    }

    List<Service> services() {
        return Service.all().stream()
                .filter(service -> only.isEmpty() || only.get() == service)
                .filter(service -> except.isEmpty() || except.get() != service)
                .toList();
    }

    private static Service service(String option, Iterator<String> words) {
        String label = words.hasNext() ? words.next() : "";
        return Service.labelled(label).orElseThrow(() -> new Misused(option + " takes one of: " + Service.labels()));
    }

    private static int offset(String option, Iterator<String> words) {
        try {
            int offset = words.hasNext() ? Integer.parseInt(words.next()) : -1;
            if (offset >= 0 && offset <= HIGHEST_OFFSET) {
                return offset;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Misused(option + " takes a number from 0 to " + HIGHEST_OFFSET);
    }
}
