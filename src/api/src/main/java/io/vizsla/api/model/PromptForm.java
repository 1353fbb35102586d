package io.vizsla.api.model;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A text with places to fill in. */
final class PromptForm {

    /** What can be filled in. */
    enum Place {
        QUERY,
        INSTRUCTION,
        DEMONSTRATIONS,
        PASSAGE;

        String braced() {
            return "{" + name().toLowerCase(Locale.ROOT) + "}";
        }
    }

    /** Fixed words, or a place. */
    private record Part(String words, @Nullable Place place) {}

    /** What goes into the places; a place that may not stand in a form gets nothing. */
    record Values(String instruction, String query, String passage) {

        private String of(Place place) {
            return switch (place) {
                case QUERY -> query;
                case INSTRUCTION -> instruction;
                case PASSAGE -> passage;
                case DEMONSTRATIONS -> "";
            };
        }
    }

    private final String field;
    private final String source;
    private final List<Part> parts = new ArrayList<>();

    private PromptForm(String field, String source) {
        this.field = field;
        this.source = source;
    }

    /**
     * Reads a form.
     *
     * @param field its name, for errors
     * @throws VizslaException {@code INVALID_MODEL} if a brace is not closed or holds no known place
     */
    static PromptForm parse(String field, String source) {
        PromptForm form = new PromptForm(field, source);
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < source.length(); ) {
            char c = source.charAt(i);
            if (c != '{' && c != '}') {
                words.append(c);
                i++;
            } else if (source.startsWith(String.valueOf(c).repeat(2), i)) {
                words.append(c);
                i += 2;
            } else {
                Place place = form.placeAt(i);
                form.parts.add(new Part(words.toString(), null));
                form.parts.add(new Part("", place));
                words.setLength(0);
                i += place.braced().length();
            }
        }
        form.parts.add(new Part(words.toString(), null));
        return form;
    }

    /** Returns words in the form in which a form means them literally. */
    static String escape(String words) {
        return words.replace("{", "{{").replace("}", "}}");
    }

    /** Checks how often a place stands in the form. */
    void require(Place place, int least, int most) {
        long count = parts.stream().filter(part -> part.place() == place).count();
        if (count < least || count > most) {
            String bound =
                    least == 0 && most == 0 ? "without " : least == most ? "with exactly one " : "with at most one ";
            throw bad(bound + place.braced());
        }
    }

    boolean has(Place place) {
        return indexOf(place) >= 0;
    }

    /** Returns where a place stands among the parts, below 0 if nowhere. */
    int indexOf(Place place) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).place() == place) {
                return i;
            }
        }
        return -1;
    }

    /** Checks that one place stands before another. */
    void requireOrder(Place first, Place second) {
        if (has(first) && indexOf(first) > indexOf(second)) {
            throw bad("with " + first.braced() + " before " + second.braced());
        }
    }

    /** Returns the fixed words at the starts of lines; what follows examples starts a line. */
    List<String> lineStarts() {
        List<String> starts = new ArrayList<>();
        boolean atStart = true;
        for (Part part : parts) {
            if (part.place() != null) {
                atStart = part.place() == Place.DEMONSTRATIONS;
                continue;
            }
            for (String line : part.words().split("(?<=\\R)")) {
                if (atStart && !line.isBlank()) {
                    starts.add(line.strip());
                }
                atStart = line.isBlank() && atStart || line.endsWith("\n") || line.endsWith("\r");
            }
        }
        return starts;
    }

    /** Writes all of it. */
    String write(Values values) {
        return write(0, parts.size(), values);
    }

    /** Writes the parts from one index up to another. */
    String write(int from, int to, Values values) {
        StringBuilder written = new StringBuilder();
        for (Part part : parts.subList(from, to)) {
            written.append(part.place() == null ? part.words() : values.of(part.place()));
        }
        return written.toString();
    }

    /** Writes the parts behind an index. */
    String writeAfter(int index, Values values) {
        return write(index + 1, parts.size(), values);
    }

    private Place placeAt(int start) {
        for (Place place : Place.values()) {
            if (source.startsWith(place.braced(), start)) {
                return place;
            }
        }
        throw bad(
                "made of words, {query}, {instruction}, {demonstrations} and {passage}; a brace of its own is written twice");
    }

    private VizslaException bad(String bound) {
        return VizslaException.field(ErrorCode.INVALID_MODEL, "prompt " + field, source, bound);
    }
}
