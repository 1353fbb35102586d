package io.vizsla.ingestion.parse;

import static io.vizsla.ingestion.parse.TestFiles.DOCX;
import static io.vizsla.ingestion.parse.TestFiles.paragraph;
import static io.vizsla.ingestion.parse.TestFiles.utf8;
import static io.vizsla.ingestion.parse.TestFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFilesTest {

    private static final String SECRET = "the secret of this machine";

    @TempDir
    Path folder;

    @Test
    void neverOpensAConnectionOrAFileThatADocumentNames() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), SECRET);
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                FileParser parser = new FileParser(ParseOptions.DEFAULT)) {
            Thread acceptor = Thread.ofVirtual().start(() -> accept(server, connections));
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/x";
            for (String doctype : doctypes(url, secret.toUri().toString())) {
                String wide = outcome(
                        parser,
                        utf8(doctype + "<html><body><p>body &x; words</p><img src='" + url + "'/><script src='" + url
                                + "'></script></body></html>"),
                        "application/xhtml+xml");
                String word = outcome(parser, hostileWord(doctype, url), DOCX);

                assertThat(wide).contains("body").doesNotContain(SECRET);
                assertThat(word).doesNotContain(SECRET);
            }
            assertThat(outcome(parser, hostileWord("", url), DOCX)).contains("linked words");
            assertThat(connections).hasValue(0);

            // The server does see who comes: without this the test could not fail.
            new Socket(server.getInetAddress(), server.getLocalPort()).close();
            while (connections.get() == 0) {
                Thread.onSpinWait();
            }
            server.close();
            acceptor.join();
        }
    }

    @Test
    void endsTheWorkerAtTheTimeBoundAndReadsTheNextFile() {
        ParseOptions hasty = new ParseOptions(1 << 24, Duration.ofMillis(1), 128, Duration.ofMinutes(1), 0);
        byte[] slow = utf8("<p>words ".repeat(300_000));
        try (FileParser parser = new FileParser(hasty)) {
            for (int i = 0; i < 2; i++) {
                VizslaException error =
                        catchThrowableOfType(VizslaException.class, () -> parser.parse(slow, "text/html", null));
                assertThat(error.code()).as(error.detail()).isEqualTo(ErrorCode.PARSE_LIMIT_EXCEEDED);
                assertThat(error.field()).hasValue("timeLimit");
            }
        }
        ParserWorkers workers = new ParserWorkers(ParseOptions.DEFAULT);
        try (workers) {
            assertThat(workers.parse(MediaFamily.MARKDOWN, utf8("# h\n\nwords"), "")
                            .title())
                    .isEqualTo("h");
        }
    }

    @Test
    void startsAnotherWorkerAfterOneWasKilled() throws IOException {
        try (FileParser parser = new FileParser(ParseOptions.DEFAULT)) {
            byte[] file = TestFiles.pdf("", "page words");
            assertThat(FileParserTest.text(parser.parse(file, "", null))).contains("page words");
            ProcessHandle.current()
                    .children()
                    .filter(child -> child.info().commandLine().orElse("").contains("ParserWorker"))
                    .forEach(ProcessHandle::destroyForcibly);

            assertThat(FileParserTest.text(parser.parse(file, "", null))).contains("page words");
        }
    }

    @Test
    void startsAnotherWorkerAfterOneEndedOfIdleness() throws Exception {
        // Long enough for a busy machine to hand over the file before the worker takes itself for idle.
        ParseOptions impatient = new ParseOptions(1 << 24, Duration.ofSeconds(60), 128, Duration.ofSeconds(2), 0);
        try (ParserWorkers workers = new ParserWorkers(impatient)) {
            for (int i = 0; i < 2; i++) {
                assertThat(workers.parse(MediaFamily.MARKDOWN, utf8("# h\n\nwords"), "")
                                .title())
                        .isEqualTo("h");
                while (ProcessHandle.current()
                        .children()
                        .anyMatch(child -> child.info().commandLine().orElse("").contains("ParserWorker 2000 "))) {
                    Thread.sleep(20);
                }
            }
        }
    }

    @Test
    void closingDoesNotWaitForTheFileUnderWay() throws Exception {
        ParseOptions options = new ParseOptions(1 << 30, Duration.ofMinutes(5), 512, Duration.ofMinutes(1), 0);
        byte[] slow = utf8("<p>words ".repeat(1_000_000));
        FileParser parser = new FileParser(options);
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        CompletableFuture<VizslaException> reading = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(VizslaException.class, () -> parser.parse(slow, "text/html", null)));
        while (!reading.isDone() && ProcessHandle.current().children().allMatch(before::contains)) {
            Thread.sleep(20);
        }

        parser.close();

        assertThat(reading.join()).isNotNull();
        assertThat(reading.join().code()).isEqualTo(ErrorCode.NOT_READY);
    }

    @Test
    void saysWhenAFileNeedsTooMuchMemory() {
        ParseOptions small = new ParseOptions(Integer.MAX_VALUE, Duration.ofMinutes(2), 64, Duration.ofMinutes(1), 0);
        byte[] large = utf8("<p>words ".repeat(3_000_000));
        try (FileParser parser = new FileParser(small)) {
            VizslaException error =
                    catchThrowableOfType(VizslaException.class, () -> parser.parse(large, "text/html", null));

            assertThat(error.code()).as(error.detail()).isEqualTo(ErrorCode.PARSE_LIMIT_EXCEEDED);
            assertThat(error.field()).hasValue("workerMegabytes");
        }
    }

    @Test
    void survivesDeepNesting() {
        try (FileParser parser = new FileParser(ParseOptions.DEFAULT)) {
            for (String markdown : new String[] {
                ">".repeat(50_000) + " x",
                "*a ".repeat(50_000),
                "[".repeat(100_000) + "x",
                "- ".repeat(20_000) + "x",
                "![[".repeat(30_000) + "x"
            }) {
                assertThat(outcome(parser, utf8(markdown), "text/markdown")).isNotEmpty();
            }
            assertThat(outcome(parser, utf8("<div>".repeat(100_000) + "x"), "text/html"))
                    .isEqualTo("x");
        }
    }

    private static String[] doctypes(String url, String file) {
        return new String[] {
            "<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY x SYSTEM \"" + url + "\">]>",
            "<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY x SYSTEM \"" + file + "\">]>",
            "<?xml version=\"1.0\"?><!DOCTYPE html SYSTEM \"" + url + "\">",
            "<?xml version=\"1.0\"?><!DOCTYPE html [<!ENTITY % p SYSTEM \"" + url + "\"> %p;]>",
        };
    }

    private static byte[] hostileWord(String doctype, String url) {
        Map<String, byte[]> parts = new LinkedHashMap<>(TestFiles.docxParts(doctype
                + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
                + paragraph("linked words " + (doctype.isEmpty() ? "" : "&x;")) + "</w:body></w:document>"));
        parts.put("word/_rels/document.xml.rels", utf8("""
                <?xml version="1.0" encoding="UTF-8"?>
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
                <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="%1$s" TargetMode="External"/>
                <Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="%1$s" TargetMode="External"/>
                <Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject" Target="%1$s" TargetMode="External"/>
                </Relationships>""".formatted(url)));
        return zip(parts);
    }

    private static String outcome(FileParser parser, byte[] content, String type) {
        try {
            return FileParserTest.text(parser.parse(content, type, null));
        } catch (VizslaException refused) {
            return refused.detail();
        }
    }

    private static void accept(ServerSocket server, AtomicInteger connections) {
        try {
            while (true) {
                server.accept().close();
                connections.incrementAndGet();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }
}
