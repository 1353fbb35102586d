package io.vizsla.query.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.text.CleanText;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 describes it, with our stable code and, for bad input, the field, its value and the bound it broke.
 *
 * @param type a URN that names the code
 * @param title the code in words
 * @param status the HTTP status
 * @param detail what happened, in a sentence
 * @param code the stable code that clients branch on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Problem", description = "An error (RFC 9457). Branch on `code`; the sentence in `detail` may change.")
public record Problem(
        @Schema(examples = "urn:vizsla:error:invalid_argument")
        String type,

        @Schema(examples = "Invalid argument") String title,
        @Schema(examples = "400") int status,

        @Schema(examples = "topK = 0 is not valid: must be between 1 and 1000")
        String detail,

        @Schema(examples = "invalid_argument") String code,
        @Schema(examples = "topK") @Nullable String field,
        @Schema(examples = "0") @Nullable String value,
        @Schema(examples = "between 1 and 1000") @Nullable String bound) {

    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int LONGEST_FIELD = 200;

    /** Returns the problem that an error of ours tells of, under its usual status. */
    public static Problem of(VizslaException error) {
        return of(error, Statuses.of(error.code()));
    }

    /** Returns the problem that an error of ours tells of, under another status. */
    public static Problem of(VizslaException error, int status) {
        return new Problem(
                type(error.code()),
                title(error.code()),
                status,
                CleanText.wellFormed(error.detail()),
                error.code().id(),
                error.field().map(Problem::shortened).orElse(null),
                error.value().map(CleanText::wellFormed).orElse(null),
                error.bound().map(CleanText::wellFormed).orElse(null));
    }

    private static String type(ErrorCode code) {
        return "urn:vizsla:error:" + code.id();
    }

    private static String title(ErrorCode code) {
        String words = code.name().charAt(0) + code.name().substring(1).toLowerCase(Locale.ROOT);
        return words.replace('_', ' ');
    }

    private static String shortened(String field) {
        String clean = CleanText.wellFormed(field);
        return clean.length() <= LONGEST_FIELD ? clean : CleanText.wellFormed(clean.substring(0, LONGEST_FIELD)) + "…";
    }
}
