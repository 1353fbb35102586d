package io.vizsla.ingestion.parse;

import static io.vizsla.ingestion.parse.TestFiles.DOCX;
import static io.vizsla.ingestion.parse.TestFiles.docx;
import static io.vizsla.ingestion.parse.TestFiles.encryptedPdf;
import static io.vizsla.ingestion.parse.TestFiles.heading;
import static io.vizsla.ingestion.parse.TestFiles.paragraph;
import static io.vizsla.ingestion.parse.TestFiles.pdf;
import static io.vizsla.ingestion.parse.TestFiles.utf8;
import static io.vizsla.ingestion.parse.TestFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileParserTest {

    private static final FileParser PARSER = new FileParser(ParseOptions.DEFAULT);

    @AfterAll
    static void endWorker() {
        PARSER.close();
    }

    @Test
    void readsTheTextOfAPdfAndItsTitle() {
        ParsedDocument parsed = PARSER.parse(
                pdf("Pointing dogs", "The vizsla points at birds.", "It comes from Hungary."),
                "application/pdf",
                "a.pdf");

        assertThat(parsed.title()).isEqualTo("Pointing dogs");
        assertThat(text(parsed)).contains("The vizsla points at birds.").contains("It comes from Hungary.");
    }

    @Test
    void readsTheHeadingsAndTextOfAWordDocument() {
        byte[] file = docx(heading(1, "Care")
                + paragraph("Brush it weekly.")
                + heading(2, "Food")
                + paragraph("Feed it twice a day."));

        ParsedDocument parsed = PARSER.parse(file, DOCX, "a.docx");

        assertThat(parsed.title()).isEqualTo("Field guide");
        assertThat(parsed.properties()).containsEntry("author", "A. Hunter");
        assertThat(parsed.sections())
                .containsExactly(
                        new Section(List.of("Care"), "Brush it weekly."),
                        new Section(List.of("Care", "Food"), "Feed it twice a day."));
    }

    @Test
    void findsOutWhatAFileIsWithoutBeingTold() {
        assertThat(text(PARSER.parse(pdf("", "no name, no type"), "", null))).contains("no name, no type");
        assertThat(text(PARSER.parse(docx(paragraph("no name either")), "application/octet-stream", null)))
                .contains("no name either");
        assertThat(PARSER.parse(utf8("# Head\n\nbody"), "", "notes.MD").sections())
                .containsExactly(new Section(List.of("Head"), "body"));
        assertThat(text(PARSER.parse(utf8("<!DOCTYPE html><html><body><p>a &amp; b</p></body></html>"), "", "page")))
                .isEqualTo("a & b");
        assertThat(text(PARSER.parse(utf8("just words"), "", "README"))).isEqualTo("just words");
    }

    @Test
    void readsLargeMarkdownInTheWorkerAsItDoesInProcess() {
        String markdown = "# Head\n\n" + "some words here\n\n".repeat(70_000);
        ParsedDocument large = PARSER.parse(utf8(markdown), "text/markdown", null);

        assertThat(large).isEqualTo(MarkdownParser.parse(markdown, Integer.MAX_VALUE));
    }

    @Test
    void opensAnEncryptedPdfThatNeedsNoPassword() {
        assertThat(text(PARSER.parse(encryptedPdf("", "for all to read"), "application/pdf", null)))
                .contains("for all to read");
    }

    @Test
    void saysThatAPdfNeedsAPassword() {
        VizslaException error = error(encryptedPdf("secret", "not for all"), "application/pdf", null);

        assertThat(error.code()).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
        assertThat(error.detail()).contains("encrypted").contains("password");
    }

    @Test
    void namesWhatAFileOfTheWrongTypeIs() {
        VizslaException asPdf = error(TestFiles.PNG, "application/pdf", "a.pdf");
        VizslaException named = error(TestFiles.PNG, "", "a.pdf");
        VizslaException asText = error(TestFiles.PNG, "text/plain", "a.txt");
        VizslaException unnamed = error(TestFiles.PNG, "", null);
        VizslaException declared = error(TestFiles.PNG, "image/png", null);

        assertThat(asPdf.code()).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
        assertThat(named.code()).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
        assertThat(asText.code()).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
        assertThat(unnamed.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertThat(declared.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertThat(List.of(asPdf, named, asText, unnamed, declared))
                .allSatisfy(error -> assertThat(error.detail()).contains("image/png"));
    }

    @Test
    void refusesAPdfThatIsDeclaredAsText() {
        assertThat(error(pdf("", "x"), "text/plain", null).detail()).contains("application/pdf");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.2, 0.5, 0.9})
    void refusesOrSalvagesATruncatedPdfButNeverBreaks(double share) {
        byte[] whole = pdf("", "one page", "another page", "a third page");
        byte[] part = Arrays.copyOf(whole, (int) (whole.length * share));

        String result;
        try {
            result = text(PARSER.parse(part, "application/pdf", null));
        } catch (VizslaException refused) {
            result = refused.code().id();
        }

        assertThat(result).matches("(?s)unreadable_document|empty_document|.*page.*");
    }

    @Test
    void refusesATruncatedWordDocument() {
        byte[] whole = docx(paragraph("words"));

        assertThat(error(Arrays.copyOf(whole, whole.length / 2), DOCX, null).code())
                .isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
    }

    @Test
    void refusesAFileWithoutText() {
        assertThat(error(new byte[0], "text/plain", null).code()).isEqualTo(ErrorCode.EMPTY_DOCUMENT);
        assertThat(error(utf8(" \n\u200b\u2060 "), "text/plain", null).code()).isEqualTo(ErrorCode.EMPTY_DOCUMENT);
        assertThat(error(pdf("titled", ""), "application/pdf", null).code()).isEqualTo(ErrorCode.EMPTY_DOCUMENT);
        assertThat(error(docx(""), DOCX, null).code()).isEqualTo(ErrorCode.EMPTY_DOCUMENT);
        assertThat(error(utf8("<script>alert(1)</script>"), "text/html", null).code())
                .isEqualTo(ErrorCode.EMPTY_DOCUMENT);
    }

    @Test
    void stopsAtAZipBomb() {
        Map<String, byte[]> parts =
                TestFiles.docxParts("""
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>""" + paragraph(" ".repeat(60 << 20)) + "</w:body></w:document>");
        byte[] bomb = zip(parts);

        assertThat(bomb.length).isLessThan(200_000);
        VizslaException error = error(bomb, DOCX, null);
        assertThat(error.code()).as(error.detail()).isEqualTo(ErrorCode.PARSE_LIMIT_EXCEEDED);
        assertThat(text(PARSER.parse(docx(paragraph("still there")), DOCX, null)))
                .isEqualTo("still there");
    }

    @Test
    void doesNotOpenArchives() throws IOException {
        byte[] inner = zip(Map.of("a.txt", utf8("inner words")));
        byte[] nested = zip(Map.of("inner.zip", inner));
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(utf8("words"));
        }

        VizslaException unnamed = error(nested, "", "a.zip");
        assertThat(unnamed.code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertThat(unnamed.detail()).contains("application/zip");
        assertThat(error(nested, "application/zip", null).code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertThat(error(nested, DOCX, null).code()).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
        assertThat(error(gzip.toByteArray(), "", "a.gz").code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void doesNotFollowWhatIsEmbeddedInAWordDocument() {
        Map<String, byte[]> parts =
                new LinkedHashMap<>(TestFiles.docxParts("""
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>""" + paragraph("outer words") + "</w:body></w:document>"));
        parts.put("word/embeddings/inner.docx", docx(paragraph("inner words")));

        assertThat(text(PARSER.parse(zip(parts), DOCX, null)))
                .contains("outer words")
                .doesNotContain("inner words");
    }

    @Test
    void boundsTheCharactersThatAFileMayHold() {
        try (FileParser small = new FileParser(new ParseOptions(
                100, ParseOptions.DEFAULT.timeLimit(), 128, ParseOptions.DEFAULT.workerIdle(), 1 << 20))) {
            byte[] words = utf8("word ".repeat(100));
            for (String type : List.of("text/plain", "text/markdown", "text/html")) {
                assertThat(errorOf(small, words, type).code()).isEqualTo(ErrorCode.PARSE_LIMIT_EXCEEDED);
                assertThat(errorOf(small, words, type).detail())
                        .contains("textCharacters")
                        .contains("100");
            }
            assertThat(errorOf(small, docx(paragraph("word ".repeat(100))), DOCX)
                            .code())
                    .isEqualTo(ErrorCode.PARSE_LIMIT_EXCEEDED);
            assertThat(errorOf(small, pdf("", "word ".repeat(15), "word ".repeat(15)), "application/pdf")
                            .code())
                    .isEqualTo(ErrorCode.PARSE_LIMIT_EXCEEDED);
        }
    }

    @Test
    void readsTextInManyCharsets() {
        String german = "Größe und Süße: über zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.";
        String russian = "Широкая электрификация южных губерний даст мощный толчок подъёму сельского хозяйства.";
        for (String charset : List.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "windows-1252", "ISO-8859-1")) {
            assertThat(text(PARSER.parse(german.getBytes(Charset.forName(charset)), "text/plain", null)))
                    .as(charset)
                    .isEqualTo(german);
        }
        assertThat(text(PARSER.parse(russian.repeat(4).getBytes(Charset.forName("windows-1251")), "text/plain", null)))
                .isEqualTo(russian.repeat(4));
        assertThat(text(PARSER.parse(russian.getBytes(Charset.forName("KOI8-R")), "text/plain; charset=koi8-r", null)))
                .isEqualTo(russian);
        assertThat(text(PARSER.parse(utf8("\uFEFF" + german), "text/plain", null)))
                .isEqualTo(german);
        assertThat(text(PARSER.parse(utf8(german), "text/plain; charset=nonsense", null)))
                .isEqualTo(german);
    }

    @Test
    void readsHtmlInTheCharsetThatItNames() {
        String html = "<html><head><meta charset=\"windows-1251\"></head><body><p>Привет</p></body></html>";

        assertThat(text(PARSER.parse(html.getBytes(Charset.forName("windows-1251")), "text/html", null)))
                .isEqualTo("Привет");
    }

    @Test
    void refusesBinaryGarbageAsText() {
        byte[] garbage = new byte[5000];
        new Random(7).nextBytes(garbage);

        assertThat(error(garbage, "text/plain", null).code()).isEqualTo(ErrorCode.UNREADABLE_DOCUMENT);
        assertThat(error(garbage, "", null).code()).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void keepsOddTextAsItIs() {
        String odd = "a\u0000b \u202Eright to left\u202C zero\u200Bwidth \uD83D\uDC15";

        assertThat(text(PARSER.parse(odd.getBytes(StandardCharsets.UTF_8), "text/plain", null)))
                .isEqualTo(odd);
    }

    private static VizslaException error(byte[] content, String type, String name) {
        return catchThrowableOfType(VizslaException.class, () -> PARSER.parse(content, type, name));
    }

    private static VizslaException errorOf(FileParser parser, byte[] content, String type) {
        return catchThrowableOfType(VizslaException.class, () -> parser.parse(content, type, null));
    }

    static String text(ParsedDocument parsed) {
        return String.join("\n", parsed.sections().stream().map(Section::text).toList());
    }
}
