package io.vizsla.client;

import com.fasterxml.jackson.databind.JavaType;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents on their way, in parts that an instance is done with inside the time of one call, one part after the other. Of the
 * documents one part is in memory at a time, and of what was refused or failed the first {@value #LISTED}. One upload, and one
 * thread.
 */
final class BulkUpload {

    /** How many documents go into one request. */
    static final int DOCUMENTS = 200;

    /** How large a request is at most, in bytes, unless one document alone is larger. */
    static final int BYTES = 1_000_000;

    /** How many rejections and failures are kept; the rest is counted. */
    static final int LISTED = 1_000;

    private static final JavaType TYPE = Exchange.MAPPER.constructType(BulkResult.class);

    private final Exchange exchange;
    private final String path;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private int waiting;
    private long sent;
    private boolean asked;

    private long accepted;
    private final List<BulkResult.Rejection> rejected = new ArrayList<>();
    private long rejectedTotal;
    private final List<BulkResult.Failure> failed = new ArrayList<>();
    private long failedTotal;
    private long pending;

    /** @param exchange of one call, so that all parts send the same headers */
    BulkUpload(Exchange exchange, String path) {
        this.exchange = exchange;
        this.path = path;
    }

    /** Sends them all; without any one empty request, which tells whether there is such a collection. */
    BulkResult send(Iterable<Document> documents) {
        for (Document document : documents) {
            byte[] line = Exchange.json(document);
            if (waiting == DOCUMENTS || waiting > 0 && lines.size() + line.length >= BYTES) {
                sendPart();
            }
            lines.writeBytes(line);
            lines.write('\n');
            waiting++;
        }
        if (waiting > 0 || !asked) {
            sendPart();
        }
        return new BulkResult(accepted, rejected, failed, rejectedTotal, failedTotal, pending);
    }

    private void sendPart() {
        byte[] part = lines.toByteArray();
        lines.reset();
        BulkResult result = exchange.call("POST", path, BodyPublishers.ofByteArray(part), Exchange.LINES, TYPE);
        accepted += result.accepted();
        rejectedTotal += result.rejectedTotal();
        failedTotal += result.failedTotal();
        pending += result.pending();
        for (BulkResult.Rejection one : listed(result.rejected(), rejected.size())) {
            rejected.add(new BulkResult.Rejection(sent + one.line(), one.code(), one.detail()));
        }
        failed.addAll(listed(result.failed(), failed.size()));
        sent += waiting;
        waiting = 0;
        asked = true;
    }

    private static <T> List<T> listed(@Nullable List<T> all, int already) {
        return all == null ? List.of() : all.subList(0, Math.min(all.size(), LISTED - already));
    }
}
