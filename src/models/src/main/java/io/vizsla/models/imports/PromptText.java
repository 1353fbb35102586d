package io.vizsla.models.imports;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.KnownTemplates;
import io.vizsla.api.model.PromptTemplate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the prompt of an export, which is fixed words before the text, and finds the form that it is an instance of: with
 * the form, queries can bring an instruction of their own.
 */
final class PromptText {

    private static final String QUERY = "{query}";
    private static final Pattern INSTRUCT =
            Pattern.compile("Instruct: (?<task>.+)\nQuery:(?<blank> ?)", Pattern.DOTALL);
    private static final Pattern ICL = Pattern.compile("<instruct>(?<task>.+)\n<query>", Pattern.DOTALL);
    private static final String BGE_END = ": ";

    private PromptText() {}

    /**
     * Returns the form of a prompt.
     *
     * @throws VizslaException {@code INVALID_MODEL} if it has places, but not those of a form
     */
    static PromptTemplate form(String text) {
        if (text.contains(QUERY)) {
            return own(text);
        }
        if (text.equals(KnownTemplates.BGE.instruction() + BGE_END)) {
            return KnownTemplates.BGE;
        }
        Matcher icl = ICL.matcher(text);
        if (icl.matches()) {
            return KnownTemplates.BGE_ICL.withInstruction(icl.group("task"));
        }
        Matcher instruct = INSTRUCT.matcher(text);
        if (instruct.matches()) {
            return instruct(instruct.group("task"), instruct.group("blank"));
        }
        return PromptTemplate.prefix(text);
    }

    /** Some families leave out the blank before the query. */
    private static PromptTemplate instruct(String task, String blank) {
        return blank.isEmpty()
                ? new PromptTemplate("instruct", "1", "Instruct: {instruction}\nQuery:{query}", null, "", task)
                : KnownTemplates.E5_INSTRUCT.withInstruction(task);
    }

    private static PromptTemplate own(String text) {
        List<PromptTemplate> known = KnownTemplates.names().stream()
                .flatMap(name -> KnownTemplates.query(name).stream())
                .filter(form -> form.text().equals(text))
                .toList();
        return known.isEmpty() ? new PromptTemplate("own", "1", text, null, "", "") : known.getFirst();
    }
}
