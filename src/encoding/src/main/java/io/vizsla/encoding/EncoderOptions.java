package io.vizsla.encoding;

import io.vizsla.api.error.VizslaException;

/**
 * How an encoder runs.
 *
 * @param queries graph for queries
 * @param passages graph for passages
 * @param threads that compute, 1 to 1,024
 * @param batchTokens the most tokens of one batch, padding included, 16 to 1,048,576; a single longer text is a batch of
 *     its own, and so is each passage that a graph in 8 bits reads
 * @param queueTokens the most tokens that wait for their batch, per role
 * @param cacheBytes the most bytes of cached query vectors, 0 for no cache
 * @param tokenVectors whether token vectors are made where the model has a projection
 * @param device what computes
 */
public record EncoderOptions(
        PrecisionChoice queries,
        PrecisionChoice passages,
        int threads,
        int batchTokens,
        int queueTokens,
        long cacheBytes,
        boolean tokenVectors,
        DeviceChoice device) {

    public EncoderOptions {
        check(threads >= 1 && threads <= 1024, "threads", threads, "between 1 and 1024");
        check(batchTokens >= 16 && batchTokens <= 1 << 20, "batchTokens", batchTokens, "between 16 and 1048576");
        check(queueTokens >= batchTokens, "queueTokens", queueTokens, "at least batchTokens = " + batchTokens);
        check(cacheBytes >= 0, "cacheBytes", cacheBytes, "0 or more");
    }

    /** Returns the defaults: automatic precision, a thread for each processor, a cache of 32 MiB. */
    public static EncoderOptions defaults() {
        int processors = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 1024);
        return new EncoderOptions(
                PrecisionChoice.AUTO,
                PrecisionChoice.AUTO,
                processors,
                512,
                4 << 20,
                32L << 20,
                true,
                DeviceChoice.AUTO);
    }

    /** Returns a copy with these precisions. */
    public EncoderOptions withPrecision(PrecisionChoice newQueries, PrecisionChoice newPassages) {
        return new EncoderOptions(
                newQueries, newPassages, threads, batchTokens, queueTokens, cacheBytes, tokenVectors, device);
    }

    /** Returns a copy with this many computing threads. */
    public EncoderOptions withThreads(int newThreads) {
        return new EncoderOptions(
                queries, passages, newThreads, batchTokens, queueTokens, cacheBytes, tokenVectors, device);
    }

    /** Returns a copy with this batch bound. */
    public EncoderOptions withBatchTokens(int newBatchTokens) {
        return new EncoderOptions(
                queries, passages, threads, newBatchTokens, queueTokens, cacheBytes, tokenVectors, device);
    }

    /** Returns a copy with this queue bound. */
    public EncoderOptions withQueueTokens(int newQueueTokens) {
        return new EncoderOptions(
                queries, passages, threads, batchTokens, newQueueTokens, cacheBytes, tokenVectors, device);
    }

    /** Returns a copy with this cache bound. */
    public EncoderOptions withCacheBytes(long newCacheBytes) {
        return new EncoderOptions(
                queries, passages, threads, batchTokens, queueTokens, newCacheBytes, tokenVectors, device);
    }

    /** Returns a copy that makes token vectors or not. */
    public EncoderOptions withTokenVectors(boolean newTokenVectors) {
        return new EncoderOptions(
                queries, passages, threads, batchTokens, queueTokens, cacheBytes, newTokenVectors, device);
    }

    /** Returns a copy that is computed there. */
    public EncoderOptions withDevice(DeviceChoice newDevice) {
        return new EncoderOptions(
                queries, passages, threads, batchTokens, queueTokens, cacheBytes, tokenVectors, newDevice);
    }

    private static void check(boolean holds, String field, Object value, String bound) {
        if (!holds) {
            throw VizslaException.invalid("encoder." + field, value, bound);
        }
    }
}
