package io.vizsla.standalone.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vizsla.standalone.rest.Rest.Answer;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are too large, and bad lines and hostile files among good ones, which must not be lost. */
@QuarkusTest
@TestProfile(InstanceProfile.class)
class BadUploadIT extends BadInput {

    @Test
    void refusesBodyBeyondBound() {
        String huge = "{\"text\":\"" + "x".repeat(17 << 20) + "\"}";

        for (Answer answer : List.of(
                rest.put("/v1/collections/bad/documents/huge", huge),
                rest.put("/v1/collections/huge", huge),
                rest.post("/v1/embeddings", huge))) {
            assertFine(answer);
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.json().at("/field").asText()).isEqualTo("body");
            assertThat(answer.json().at("/bound").asText()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type:", "Content-Type:  ", "Content-Type: multipart/form-data", "X-None: 1"})
    void namesTheContentTypeThatAnUploadLacks(String header) {
        Answer answer = rest.asItIs("POST", "/v1/collections/bad/files", header, "Content-Length: 0");

        assertFine(answer);
        assertThat(answer.status()).isBetween(400, 499);
    }

    @Test
    void losesNoLineBesideBadOnes() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        line(lines, "{\"id\":\"one\",\"text\":\"first\"}");
        line(lines, "{\"id\":\"broken\",\"text\":");
        lines.writeBytes(new byte[] {'{', '"', (byte) 0xFF, (byte) 0xFE, '\n'});
        line(lines, "");
        line(lines, "{\"id\":\"long\",\"text\":\"" + "x".repeat(17 << 20) + "\"}");
        line(
                lines,
                "{\"id\":\"deep\",\"text\":\"a\",\"metadata\":{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}}");
        line(lines, "{\"id\":\"twice\",\"text\":\"before\"}");
        line(lines, "{\"id\":\"twice\",\"text\":\"after\"}");
        line(lines, "{\"id\":\"year\",\"text\":\"a\",\"metadata\":{\"year\":\"no number\"}}");
        line(lines, "{\"id\":\"\",\"text\":\"a\"}");
        line(lines, "{\"id\":\"last\",\"text\":\"the last line\"}");

        Answer answer = rest.lines("/v1/collections/bad/documents" + WAIT, lines.toByteArray());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/rejected").findValuesAsText("line")).containsExactly("2", "3", "5", "6", "10");
        assertThat(answer.json().at("/accepted").asInt()).isEqualTo(5);
        assertThat(answer.json().at("/failed").findValuesAsText("id")).containsExactly("year");
        for (String id : List.of("one", "twice", "last")) {
            assertThat(rest.get("/v1/collections/bad/documents/" + id).status())
                    .as(id)
                    .isEqualTo(200);
        }
    }

    @Test
    void losesNoFileBesideHostileOnes() {
        byte[] good = "# Fine\n\nThis page is fine.\n".getBytes(StandardCharsets.UTF_8);
        String docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

        Answer answer = rest.files(
                "/v1/collections/bad/files" + WAIT,
                Rest.file("good-1.md", "text/markdown", good),
                Rest.file("cut.pdf", "application/pdf", "%PDF-1.7\n1 0 obj <<".getBytes(StandardCharsets.US_ASCII)),
                Rest.file("bomb.docx", docx, HostileFiles.bomb()),
                Rest.file("entity.docx", docx, HostileFiles.docxWithEntity()),
                Rest.file("nested.zip", "application/zip", HostileFiles.nested()),
                Rest.file("nested.docx", docx, HostileFiles.nested()),
                Rest.file("dtd.xhtml", "application/xhtml+xml", HostileFiles.xhtml()),
                Rest.file("wrong.pdf", "application/pdf", good),
                Rest.file("image.png", "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0}),
                Rest.file("empty.txt", "text/plain", new byte[0]),
                Rest.file("..", "text/plain", good),
                Rest.file("", "text/plain", good),
                Rest.file("good-2.md", "text/markdown", good));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).doesNotContain("root:x:");
        for (String id : List.of("good-1.md", "good-2.md")) {
            assertThat(rest.get("/v1/collections/bad/documents/" + id)
                            .json()
                            .at("/state")
                            .asText())
                    .isEqualTo("indexed");
        }
        assertThat(rest.get("/v1/collections/bad/documents/entity.docx").text()).doesNotContain("root:x:");
        assertNeighborIsFound();
    }

    @Test
    void refusesMalformedMultipart() {
        byte[] file = "text".getBytes(StandardCharsets.UTF_8);
        String path = "/v1/collections/bad/files";
        assertFine(rest.send("POST", path, "multipart/form-data", BodyPublishers.ofString("x")));
        assertFine(rest.send("POST", path, "multipart/form-data; boundary=b", BodyPublishers.noBody()));
        assertFine(rest.send("POST", path, "multipart/form-data; boundary=b", BodyPublishers.ofString("--b\r\n")));
        assertFine(rest.send(
                "POST",
                path,
                "multipart/form-data; boundary=b",
                BodyPublishers.ofString("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nno end")));
        assertFine(rest.send(
                "POST",
                path,
                "multipart/form-data; boundary=b",
                BodyPublishers.ofString("--b\r\n" + "X: y\r\n".repeat(100_000))));
        assertFine(rest.files(path, new Rest.Part("other", "a.txt", "text/plain", file)));
        assertFine(rest.files(
                path,
                new Rest.Part("metadata", null, "application/json", file),
                Rest.file("a.txt", "text/plain", file)));
        assertFine(rest.files(
                path + "?id=x", Rest.file("a.txt", "text/plain", file), Rest.file("b.txt", "text/plain", file)));
        assertFine(rest.files("/v1/collections/none/files", Rest.file("a.txt", "text/plain", file)));
    }

    private static void line(ByteArrayOutputStream lines, String text) {
        lines.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
