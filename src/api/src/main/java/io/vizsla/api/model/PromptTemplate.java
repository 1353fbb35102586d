package io.vizsla.api.model;

import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.PromptForm.Place;
import io.vizsla.api.model.PromptForm.Values;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a model was trained to read a text: what stands around it, where the task's instruction goes, and how
 * worked examples are written. Name, version and words are part of the space that the model writes into.
 *
 * <p>Forms have places: {@code {query}} (the text itself, whatever its role), {@code {instruction}},
 * {@code {demonstrations}} and, in the form of an example, {@code {passage}}. A brace that is meant as one is written twice.
 * What is put into a place is never read as a form.
 *
 * @param name such as {@code bge-icl}, or {@code plain}
 * @param version of the form
 * @param text with {@code {query}} exactly once, {@code {instruction}} at most once, and {@code {demonstrations}} once
 *     before the query if the model reads examples
 * @param demonstration form of one example, with {@code {query}} and {@code {passage}} exactly once and
 *     {@code {instruction}} at most once; null if the model was not trained to read any
 * @param separator stands after each example
 * @param instruction used where a query brings none; not blank where there is a place for one
 */
public record PromptTemplate(
        String name,
        String version,
        String text,
        @Nullable String demonstration,
        String separator,
        String instruction) {

    private static final String PLAIN = "plain";

    /** The text alone. */
    public static final PromptTemplate NONE = around("", "");

    public PromptTemplate {
        check(!name.isBlank(), "name", name, "not blank");
        check(!version.isBlank(), "version", version, "not blank");
        PromptForm form = PromptForm.parse("text", text);
        form.require(Place.QUERY, 1, 1);
        form.require(Place.INSTRUCTION, 0, 1);
        form.require(Place.PASSAGE, 0, 0);
        form.require(Place.DEMONSTRATIONS, demonstration == null ? 0 : 1, demonstration == null ? 0 : 1);
        form.requireOrder(Place.DEMONSTRATIONS, Place.QUERY);
        boolean instructed = form.has(Place.INSTRUCTION);
        if (demonstration != null) {
            PromptForm example = PromptForm.parse("demonstration", demonstration);
            example.require(Place.QUERY, 1, 1);
            example.require(Place.PASSAGE, 1, 1);
            example.require(Place.INSTRUCTION, 0, 1);
            example.require(Place.DEMONSTRATIONS, 0, 0);
            instructed |= example.has(Place.INSTRUCTION);
        }
        check(
                !instructed || !instruction.isBlank(),
                "instruction",
                instruction,
                "not blank where {instruction} stands");
    }

    /** Returns a form with nothing but fixed words around the text. */
    public static PromptTemplate around(String prefix, String suffix) {
        return new PromptTemplate(
                PLAIN, "1", PromptForm.escape(prefix) + "{query}" + PromptForm.escape(suffix), null, "", "");
    }

    /** Returns a form with nothing but fixed words before the text. */
    public static PromptTemplate prefix(String prefix) {
        return around(prefix, "");
    }

    /** Returns a copy with another instruction for queries that bring none. */
    public PromptTemplate withInstruction(String other) {
        return new PromptTemplate(name, version, text, demonstration, separator, other);
    }

    /** Returns whether there is nothing but fixed words around the text. */
    public boolean plain() {
        return name.equals(PLAIN);
    }

    /**
     * Returns the form's own words at the starts of its lines, each up to the end of the line or the next place, without blanks
     * around them: the labels by which a model tells the parts of a prompt apart are among them.
     */
    public List<String> lineStarts() {
        Set<String> starts = new LinkedHashSet<>(PromptForm.parse("text", text).lineStarts());
        if (demonstration != null) {
            starts.addAll(PromptForm.parse("demonstration", demonstration).lineStarts());
            starts.addAll(
                    PromptForm.parse("separator", PromptForm.escape(separator)).lineStarts());
        }
        return List.copyOf(starts);
    }

    /** Returns everything that makes this form another than the next one, in one string. */
    String fingerprint() {
        if (plain()) {
            Prompt empty = write("", Instruction.NONE, List.of());
            return empty.before() + '\0' + empty.after();
        }
        return String.join("\0", name, version, text, String.valueOf(demonstration), separator, instruction);
    }

    /** Returns whether the model reads a task's instruction. */
    public boolean readsInstruction() {
        return !instruction.isEmpty();
    }

    /** Returns whether the model reads worked examples. */
    public boolean readsDemonstrations() {
        return demonstration != null;
    }

    /**
     * Writes out what the model reads. An instruction or examples that it does not read are left out.
     *
     * @param given {@link Instruction#NONE} for the template's own
     * @param demonstrations the most important first
     */
    public Prompt write(String query, Instruction given, List<Demonstration> demonstrations) {
        String task = given.text().isEmpty() ? instruction : given.text();
        Values values = new Values(task, query, "");
        PromptForm form = PromptForm.parse("text", text);
        int examples = form.indexOf(Place.DEMONSTRATIONS);
        int place = form.indexOf(Place.QUERY);
        return new Prompt(
                examples < 0 ? "" : form.write(0, examples, values),
                examples(task, demonstrations),
                form.write(examples + 1, place, values),
                query,
                form.writeAfter(place, values));
    }

    private List<String> examples(String task, List<Demonstration> demonstrations) {
        if (demonstration == null) {
            return List.of();
        }
        PromptForm form = PromptForm.parse("demonstration", demonstration);
        return demonstrations.stream()
                .map(one -> form.write(new Values(task, one.query(), one.passage())) + separator)
                .toList();
    }

    private static void check(boolean holds, String field, String value, String bound) {
        if (!holds) {
            throw VizslaException.field(ErrorCode.INVALID_MODEL, "prompt " + field, value, bound);
        }
    }
}
