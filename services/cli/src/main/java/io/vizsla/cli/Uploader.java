package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** Sends lines and files to one collection. Safe for any number of threads. */
final class Uploader {

    private static final int BUFFER = 1 << 16;

    /** How long one whole upload may take: as long as a stream of lines goes on, nobody should cut it. */
    private static final Duration LONGEST = Duration.ofDays(7);

    /** In code points, the ending included. */
    private static final int LONGEST_NAME = 60;

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

    /** Streams documents as lines and returns the answer. */
    JsonNode sendLines(InputStream content, LineFeed.Listener listener) {
        return sendLines("documents", content, listener);
    }

    /** Streams judgements as lines and returns the answer. */
    JsonNode sendJudgements(InputStream content, LineFeed.Listener listener) {
        return sendLines("judgements", content, listener);
    }

    private JsonNode sendLines(String kind, InputStream content, LineFeed.Listener listener) {
        BodyPublisher body =
                BodyPublishers.ofInputStream(() -> new LineFeed(new BufferedInputStream(content, BUFFER), listener));
        String path = VizslaClient.path("v1", "collections", collection, kind) + (wait ? "?" + WAIT : "");
        return client.send(path, "POST", body, "application/x-ndjson", LONGEST);
    }

    /** Sends the content of a file as one document and returns the answer. */
    JsonNode sendFile(Source.Document source, InputStream content) {
        String boundary = "vizsla-" + UUID.randomUUID();
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + shortName(String.valueOf(source.file().getFileName()))
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        String path = VizslaClient.path("v1", "collections", collection, "files") + "?id="
                + VizslaClient.encoded(source.id()) + (wait ? "&" + WAIT : "");
        BodyPublisher body = BodyPublishers.concat(
                text(head), BodyPublishers.ofInputStream(() -> content), text("\r\n--" + boundary + "--\r\n"));
        return client.send(path, "POST", body, "multipart/form-data; boundary=" + boundary, LONGEST);
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    /** The id travels in the address; a header has no room for a long name and none for what would end it. */
    private static String shortName(String fileName) {
        String plain = fileName.replaceAll("[\\p{Cc}\"%\\\\\ufffd]", "_");
        int excess = plain.codePointCount(0, plain.length()) - LONGEST_NAME;
        return excess <= 0 ? plain : plain.substring(plain.offsetByCodePoints(0, excess));
    }
}
