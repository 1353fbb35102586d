package io.vizsla.standalone.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.vizsla.api.error.VizslaException;

/** What spans tell. Never what users write: no texts, titles, metadata, filters, queries or answers. */
final class SpanKeys {

    static final AttributeKey<String> COLLECTION = AttributeKey.stringKey("vizsla.collection");
    static final AttributeKey<String> MODEL = AttributeKey.stringKey("vizsla.model");
    static final AttributeKey<String> MODE = AttributeKey.stringKey("vizsla.mode");
    static final AttributeKey<Long> TOP_K = AttributeKey.longKey("vizsla.top_k");
    static final AttributeKey<Long> HITS = AttributeKey.longKey("vizsla.hits");
    static final AttributeKey<Long> DOCUMENTS = AttributeKey.longKey("vizsla.documents");
    static final AttributeKey<Long> CHUNKS = AttributeKey.longKey("vizsla.chunks");
    static final AttributeKey<Long> TOKENS = AttributeKey.longKey("vizsla.tokens");
    /** The time that a stage was at work, where its span has gaps. */
    static final AttributeKey<Double> BUSY = AttributeKey.doubleKey("vizsla.busy_ms");

    /** How often something was done that one span stands for. */
    static final AttributeKey<Long> TIMES = AttributeKey.longKey("vizsla.times");

    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    /** The event of work that nobody wants any more. */
    static final String GIVEN_UP = "given up";

    private SpanKeys() {}

    /** Notes why the work of a span failed: by the code of the error, because its sentence may quote a document. */
    static void failed(Span span, Throwable cause) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(ERROR, type(cause));
    }

    /** Returns the name of an error that quotes nobody. */
    static String type(Throwable cause) {
        return cause instanceof VizslaException ours
                ? ours.code().id()
                : cause.getClass().getName();
    }
}
