package io.vizsla.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.api.ingest.ArtefactStore.Artefact;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentEventsTest {

    private static final EventLimits SMALL = new EventLimits(10, 20, 5, 60, 3);

    @Test
    void readsBackWhatItWrote() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("text", "ü \uD83D\uDC15");
        metadata.put("whole", 7);
        metadata.put("long", 1L << 40);
        metadata.put("big", BigInteger.TWO.pow(80));
        metadata.put("real", 0.1);
        metadata.put("list", Arrays.asList(1, "a", null, true));
        metadata.put("map", Map.of("deep", List.of(List.of(false))));
        metadata.put("null", null);

        for (DocumentBody body : List.of(
                new DocumentBody("title", "text", null, null, null, metadata, 3L),
                DocumentBody.ofText(null, "", Map.of(), null),
                DocumentBody.ofContent(new byte[] {0, -1, 127}, "application/pdf", metadata, 0L),
                DocumentBody.ofText("t", "x", Map.of(), null).claimed(new Artefact("a".repeat(64), 12)))) {
            assertThat(DocumentEvents.read(DocumentEvents.write(body))).isEqualTo(body);
        }
    }

    @Test
    void replacesWhatCannotBeStoredAndKeepsTheRest() {
        String odd = "a\u0000b\uD800c\uDC00\uD83D\uDC15\u202E\u200B\n\u0007";
        DocumentBody body = DocumentBody.ofText(odd, odd, Map.of("k" + odd, odd), null);

        DocumentBody written = DocumentEvents.read(DocumentEvents.write(body));
        DocumentBody escaped =
                DocumentEvents.read("{\"text\":\"\\u0000\\ud800x\\ud83d\\udc15\"}".getBytes(StandardCharsets.UTF_8));

        String clean = "a b\uFFFDc\uFFFD\uD83D\uDC15\u202E\u200B\n\u0007";
        assertThat(written).isEqualTo(DocumentBody.ofText(clean, clean, Map.of("k" + clean, clean), null));
        assertThat(escaped.text()).isEqualTo(" \uFFFDx\uD83D\uDC15");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u00A7',
            value = {
                "|INVALID_JSON|",
                "x|INVALID_JSON|",
                "[]|INVALID_JSON|",
                "null|INVALID_JSON|",
                "{\"text\":\"a\"|INVALID_JSON|",
                "{\"text\":\"a\"} {}|INVALID_JSON|",
                "{\"text\":\"a\",\"text\":\"b\"}|INVALID_JSON|",
                "{\"text\":NaN}|INVALID_JSON|",
                "{}|INVALID_ARGUMENT|text",
                "{\"text\":null}|INVALID_ARGUMENT|text",
                "{\"text\":\"a\",\"content\":\"YQ==\"}|INVALID_ARGUMENT|text",
                "{\"text\":1}|INVALID_ARGUMENT|text",
                "{\"text\":{}}|INVALID_ARGUMENT|text",
                "{\"title\":[],\"text\":\"a\"}|INVALID_ARGUMENT|title",
                "{\"txt\":\"a\"}|INVALID_ARGUMENT|field",
                "{\"content\":\"**\"}|INVALID_ARGUMENT|content",
                "{\"claim\":{}}|INVALID_ARGUMENT|claim.sha256",
                "{\"claim\":7}|INVALID_ARGUMENT|claim",
                "{\"text\":\"a\",\"version\":-1}|INVALID_ARGUMENT|version",
                "{\"text\":\"a\",\"version\":1.5}|INVALID_ARGUMENT|version",
                "{\"text\":\"a\",\"version\":\"1\"}|INVALID_ARGUMENT|version",
                "{\"text\":\"a\",\"version\":9223372036854775808}|INVALID_ARGUMENT|version",
                "{\"text\":\"a\",\"version\":9223372036854775807}|INVALID_ARGUMENT|version",
                "{\"text\":\"a\",\"metadata\":[]}|INVALID_METADATA|metadata",
                "{\"text\":\"a\",\"metadata\":{\"x\":1e999}}|INVALID_METADATA|metadata.x",
                "{\"text\":\"a\",\"metadata\":{\"a\":{\"b\":{\"c\":[]}}}}|INVALID_METADATA|metadata",
                "{\"text\":\"123456789012345678901\"}|TOO_LARGE|text",
                "{\"title\":\"123456\",\"text\":\"\"}|TOO_LARGE|title",
                "{\"content\":\"YWFhYWFhYWFhYWFh\"}|TOO_LARGE|content",
                "{\"text\":\"a\",\"metadata\":{\"x\":\"123456789012345678901234567890123456789012345678901234567890\"}}|TOO_LARGE|metadata",
            })
    void namesWhatIsWrong(String json, ErrorCode code, String field) {
        byte[] bytes = (json == null ? "" : json).getBytes(StandardCharsets.UTF_8);
        VizslaException error = catchThrowableOfType(VizslaException.class, () -> DocumentEvents.read(bytes, SMALL));

        assertThat(error).isNotNull();
        assertThat(error.code()).as(error.detail()).isEqualTo(code);
        assertThat(error.field().orElse(null)).isEqualTo(field);
    }

    @Test
    void survivesDeepNestingAndBrokenBytes() {
        String deep = "{\"text\":\"a\",\"metadata\":{\"x\":" + "[".repeat(100_000);
        byte[] notUtf8 = {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xC3, '(', '"', '}'};

        assertThat(catchThrowableOfType(
                                VizslaException.class, () -> DocumentEvents.read(deep.getBytes(StandardCharsets.UTF_8)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(catchThrowableOfType(VizslaException.class, () -> DocumentEvents.read(notUtf8))
                        .code())
                .isEqualTo(ErrorCode.INVALID_JSON);
    }

    @Test
    void hashesContentAlikeHoweverItTravelsAndWhateverTheOrderOfKeys() {
        DocumentBody text = DocumentBody.ofText("t", "wörds", new LinkedHashMap<>(Map.of("a", 1, "b", 2)), 1L);
        Map<String, Object> reversed = new LinkedHashMap<>();
        reversed.put("b", 2L);
        reversed.put("a", 1L);
        byte[] bytes = "wörds".getBytes(StandardCharsets.UTF_8);
        DocumentBody claim = new DocumentBody("t", "wörds", null, null, null, reversed, 9L)
                .claimed(new Artefact(ContentHash.hex(bytes), bytes.length));

        assertThat(ContentHash.of(claim)).isEqualTo(ContentHash.of(text));
        assertThat(ContentHash.of(DocumentBody.ofText("t", "words", text.metadata(), 1L)))
                .isNotEqualTo(ContentHash.of(text));
        assertThat(ContentHash.of(DocumentBody.ofText(null, "wörds", text.metadata(), 1L)))
                .isNotEqualTo(ContentHash.of(text));
        assertThat(ContentHash.of(DocumentBody.ofText("t", "wörds", Map.of("a", 1), 1L)))
                .isNotEqualTo(ContentHash.of(text));
    }
}
