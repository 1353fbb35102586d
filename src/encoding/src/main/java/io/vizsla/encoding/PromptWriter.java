package io.vizsla.encoding;

import io.vizsla.api.encoding.Demonstration;
import io.vizsla.api.encoding.EncodingInput;
import io.vizsla.api.encoding.Instruction;
import io.vizsla.api.encoding.PromptedText;
import io.vizsla.api.encoding.Purpose;
import io.vizsla.api.encoding.Role;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelManifest;
import io.vizsla.api.model.Prompt;
import io.vizsla.encoding.PromptFitter.Fitted;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a model reads for an input. What steers the model, see {@link Steering}, is taken apart by a blank where it
 * stands in a text, an instruction or an example: it is words there and steers nothing. Safe for any number of threads.
 */
final class PromptWriter {

    private final ModelManifest manifest;
    private final Purpose purpose;
    private final HfTokenizer tokenizer;
    private final @Nullable Integer appendEos;
    private final Map<Role, Steering> steering = new EnumMap<>(Role.class);

    PromptWriter(ModelManifest manifest, HfTokenizer tokenizer) {
        this(manifest, Purpose.KNOWLEDGE, tokenizer);
    }

    PromptWriter(ModelManifest manifest, Purpose purpose, HfTokenizer tokenizer) {
        this.manifest = manifest;
        this.purpose = purpose;
        this.tokenizer = tokenizer;
        this.appendEos = manifest.appendEos() == null ? null : tokenizer.idOf(manifest.appendEos());
        for (Role role : Role.values()) {
            steering.put(role, Steering.of(manifest.prompt(purpose, role), manifest.appendEos(), tokenizer));
        }
    }

    /**
     * Checks that the prompts leave room for a text: one that fills all by itself would give every text the same vector.
     *
     * @throws VizslaException {@code INVALID_MODEL} naming the role
     */
    void checkRoom() {
        PromptFitter fitter = new PromptFitter(tokenizer, manifest.maxTokens(), appendEos);
        for (Role role : Role.values()) {
            Prompt prompt = manifest.prompt(purpose, role).write("a", Instruction.NONE, List.of());
            if (isFull(fitter.fit(prompt).tokens())) {
                throw VizslaException.field(
                        ErrorCode.INVALID_MODEL,
                        (purpose == Purpose.KNOWLEDGE ? "prompts." : "roles." + purpose.id() + ".")
                                + role.name().toLowerCase(Locale.ROOT),
                        prompt.whole().length() + " characters",
                        room());
            }
        }
    }

    /**
     * Returns the words that the model reads, so that the tokenizer makes of them the tokens that the model gets; of a
     * passage that is read in windows, those of the first.
     *
     * @throws VizslaException as {@link #tokenize}
     */
    PromptedText shown(EncodingInput input) {
        Prompt whole = write(input);
        Fitted fitted = fit(input, whole);
        TokenizedText tokens = fitted.tokens();
        int read = tokens.textTo() - tokens.textFrom();
        boolean uncut = fitted.prompt().text().length() == whole.text().length();
        return new PromptedText(
                fitted.prompt().whole() + (fitted.ended() ? Objects.requireNonNullElse(manifest.appendEos(), "") : ""),
                read,
                uncut ? read : Math.max(read, tokenizer.spans(whole.text()).size()),
                tokens.demonstrations(),
                whole.demonstrations().size());
    }

    private Prompt write(EncodingInput input) {
        Steering harmful = Objects.requireNonNull(steering.get(input.role()));
        return manifest.prompt(purpose, input.role())
                .write(
                        clean(input.text(), harmful),
                        new Instruction(clean(input.instruction().text(), harmful)),
                        input.demonstrations().stream()
                                .map(one ->
                                        new Demonstration(clean(one.query(), harmful), clean(one.passage(), harmful)))
                                .toList());
    }

    /**
     * Returns the input as the windows in which the model reads it: one, unless it is a passage that is too long and the
     * manifest says that such ones are not cut.
     *
     * @throws VizslaException {@code TOO_LARGE} if the instruction leaves no room for the text
     */
    WindowedText windows(EncodingInput input) {
        if (input.role() == Role.QUERY || !manifest.longInputs().areWindowed()) {
            return WindowedText.whole(tokenize(input));
        }
        int maxTokens = manifest.maxTokens();
        // More than the windows can hold, since each repeats the prompt.
        TokenizedText text = tokenizer.tokenize(
                write(input), maxTokens * manifest.longInputs().windows(), appendEos);
        if (text.length() > maxTokens && WindowedText.room(text, maxTokens) < 1) {
            return WindowedText.whole(tokenize(input));
        }
        return WindowedText.of(text, maxTokens, manifest.longInputs());
    }

    /**
     * Returns the input as tokens.
     *
     * @throws VizslaException {@code TOO_LARGE} if the instruction leaves no room for the text
     */
    TokenizedText tokenize(EncodingInput input) {
        return fit(input, write(input)).tokens();
    }

    private Fitted fit(EncodingInput input, Prompt prompt) {
        Fitted fitted = new PromptFitter(tokenizer, manifest.maxTokens(), appendEos).fit(prompt);
        if (isFull(fitted.tokens()) && !input.instruction().text().isEmpty()) {
            throw VizslaException.field(
                    ErrorCode.TOO_LARGE,
                    "instruction",
                    input.instruction().text().length() + " characters",
                    room());
        }
        return fitted;
    }

    private static boolean isFull(TokenizedText text) {
        return !text.whole() && text.textFrom() == text.textTo();
    }

    private String room() {
        return "short enough to leave room for the text in the " + manifest.maxTokens() + " tokens of "
                + manifest.name();
    }

    private static String clean(String text, Steering harmful) {
        return harmful.disarm(Texts.clean(text));
    }
}
