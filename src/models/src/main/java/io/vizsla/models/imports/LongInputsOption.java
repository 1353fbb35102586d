package io.vizsla.models.imports;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.LongInputs;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What shall become of passages that are longer than a model reads, before it is known how much it reads.
 *
 * @param windows the most windows of a text; null for the usual number
 * @param overlap tokens that a window repeats of the one before; null for the usual number
 */
public record LongInputsOption(
        @Nullable Integer windows, @Nullable Integer overlap) {

    private static final Pattern FORM = Pattern.compile("(windows|\\d{1,6})(?::(\\d{1,6}))?");

    public LongInputsOption {
        try {
            // The bounds are those of a manifest.
            new LongInputs(windows == null ? 2 : windows, overlap == null ? 0 : overlap);
        } catch (VizslaException e) {
            throw VizslaException.invalid(
                    e.field().orElse("longInputs"),
                    e.value().orElse(null),
                    e.bound().orElse("valid"));
        }
    }

    /**
     * Reads {@code windows}, {@code windows:64}, {@code 16} or {@code 16:64}: the number of windows, or the usual one, and
     * their overlap.
     *
     * @throws VizslaException {@code INVALID_ARGUMENT} if it has another form or a number is out of bounds
     */
    public static LongInputsOption parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw VizslaException.invalid(
                    "long-inputs", text, "windows or a number of windows, and their overlap behind a colon");
        }
        return new LongInputsOption(
                form.group(1).equals("windows") ? null : Integer.valueOf(form.group(1)),
                form.group(2) == null ? null : Integer.valueOf(form.group(2)));
    }

    /** Returns what a manifest says for a model that reads so many tokens. */
    LongInputs of(int maxTokens) {
        LongInputs usual = LongInputs.windowsOf(maxTokens);
        int most = windows == null ? usual.windows() : windows;
        return new LongInputs(most, overlap != null ? overlap : most == 1 ? 0 : usual.overlap());
    }
}
