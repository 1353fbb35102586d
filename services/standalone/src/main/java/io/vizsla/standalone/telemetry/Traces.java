package io.vizsla.standalone.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vizsla.indexer.BatchProcessor;
import io.vizsla.indexer.RebuildListener;
import io.vizsla.ingestion.IngestListener;
import io.vizsla.query.port.Searcher;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What wiring puts around the parts so that they leave traces; where traces are off, the parts themselves. Safe for any
 * number of threads.
 */
public final class Traces {

    /** Leaves none. */
    public static final Traces OFF = new Traces(null);

    private final @Nullable Tracer tracer;

    private Traces(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** Leaves traces with this; the caller owns it. */
    public static Traces with(OpenTelemetry telemetry) {
        return new Traces(telemetry.getTracer("io.vizsla"));
    }

    /** Returns the headers that let whoever reads a record go on with the trace of the calling thread; empty without one. */
    public Map<String, byte[]> headers() {
        return tracer == null ? Map.of() : TraceHeaders.of(Context.current());
    }

    /** Returns a searcher whose searches are spans of the trace of the calling thread, where it has one. */
    public Searcher searches(Searcher searcher) {
        return tracer == null ? searcher : new TracedSearcher(tracer, searcher);
    }

    /**
     * Returns the machine that carries out batches, with a span for each of them.
     *
     * @param told is told what the machine does, whether or not there are traces
     * @param machine makes it for the listener that it is to tell
     */
    public BatchProcessor batches(IngestListener told, Function<IngestListener, BatchProcessor> machine) {
        if (tracer == null) {
            return machine.apply(told);
        }
        StageListener stages = new StageListener(told);
        return new TracedBatches(tracer, stages, machine.apply(stages));
    }

    /** Returns what leaves a span for each rebuild. */
    public RebuildListener rebuilds() {
        return tracer == null ? RebuildListener.NONE : rebuild -> new TracedRebuild(tracer, rebuild);
    }
}
