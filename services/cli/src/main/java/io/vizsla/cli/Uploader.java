package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** Sends lines and files to one collection. Safe for any number of threads. */
final class Uploader {

    private static final int BUFFER = 1 << 16;

    /** How long one whole upload may take: as long as a stream of lines goes on, nobody should cut it. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final String WAIT = "wait=indexed&timeout=10m";

    private final VizslaClient client;
    private final String collection;
    private final boolean wait;

    /** @param wait whether to return only once everything was looked at */
    Uploader(VizslaClient client, String collection, boolean wait) {
        this.client = client;
        this.collection = collection;
        this.wait = wait;
    }

    /** Streams a file of lines and returns the answer. */
    JsonNode sendLines(Path file, LineFeed.Listener listener) {
        BodyPublisher body = BodyPublishers.ofInputStream(() -> new LineFeed(open(file), listener));
        String path = VizslaClient.path("v1", "collections", collection, "documents") + (wait ? "?" + WAIT : "");
        return client.send(path, "POST", body, "application/x-ndjson", LONGEST);
    }

    /** Sends a file as one document and returns the answer. */
    JsonNode sendFile(Source.Document source) {
        String boundary = "vizsla-" + UUID.randomUUID();
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + quoted(String.valueOf(source.file().getFileName()))
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        String path = VizslaClient.path("v1", "collections", collection, "files") + "?id="
                + VizslaClient.encoded(source.id()) + (wait ? "&" + WAIT : "");
        try {
            BodyPublisher body = BodyPublishers.concat(
                    text(head), BodyPublishers.ofFile(source.file()), text("\r\n--" + boundary + "--\r\n"));
            return client.send(path, "POST", body, "multipart/form-data; boundary=" + boundary, LONGEST);
        } catch (FileNotFoundException gone) {
            throw new CliException(ExitCode.FAILED, "Cannot read " + source.file(), null, gone);
        }
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    private static String quoted(String fileName) {
        return fileName.replace("%", "%25").replace("\"", "%22").replaceAll("[\\r\\n]", "_");
    }

    private static InputStream open(Path file) {
        try {
            return new BufferedInputStream(Files.newInputStream(file), BUFFER);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
