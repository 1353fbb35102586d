package io.vizsla.index.milvus;

import io.vizsla.api.error.VizslaException;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where the server is and how it is used.
 *
 * @param uri such as {@code http://milvus:19530}; {@code https} for TLS
 * @param token {@code user:password} or an API key; empty where the server asks for none
 * @param tls whom a connection by {@code https} trusts; {@link MilvusTls#DEFAULT} for {@code http}
 * @param database of the collections; empty for the default one
 * @param prefix before the names of our collections, a letter and up to 63 letters, digits and underscores: whoever shares
 *     it shares the indexes
 * @param k1 BM25's term frequency saturation, 0 and up
 * @param b BM25's length normalization, 0 to 1
 * @param maxConnections neighbors of a node of the graph (M of Malkov and Yashunin, arXiv 1603.09320), 2 to 512
 * @param beamWidth candidates that are looked at when a node is added (efConstruction of the paper), 1 to 3,200
 * @param minCandidates the least number of candidates of a walk over the graph (ef of the paper), 1 to 10,000
 * @param batchBytes about how large a request of writes may be, 64 KiB to 64 MiB
 * @param callTimeout of one request; a request to a server that is gone takes as long
 * @param patience how long a request is tried again before it fails
 * @param staleness how old what a search sees may be, where nobody asked for more: the server's own bound (its
 *     {@code common.gracefulTime}), with room for clocks that differ
 * @param statisticsAge how long counts of words are used before they are counted again
 */
public record MilvusOptions(
        String uri,
        String token,
        MilvusTls tls,
        String database,
        String prefix,
        float k1,
        float b,
        int maxConnections,
        int beamWidth,
        int minCandidates,
        int batchBytes,
        Duration callTimeout,
        Duration patience,
        Duration staleness,
        Duration statisticsAge) {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final int SMALLEST_BATCH = 64 << 10;
    private static final int LARGEST_BATCH = 64 << 20;

    public MilvusOptions {
        checkUri(uri);
        check(
                tls.equals(MilvusTls.DEFAULT) || uri.startsWith("https:"),
                "uri",
                uri,
                "an https address where tls is set");
        check(PREFIX.matcher(prefix).matches(), "prefix", prefix, "a letter and up to 63 letters, digits and '_'");
        check(k1 >= 0 && Float.isFinite(k1), "k1", k1, "0 and up");
        check(b >= 0 && b <= 1, "b", b, "between 0 and 1");
        check(maxConnections >= 2 && maxConnections <= 512, "maxConnections", maxConnections, "between 2 and 512");
        check(beamWidth >= 1 && beamWidth <= 3200, "beamWidth", beamWidth, "between 1 and 3200");
        check(minCandidates >= 1 && minCandidates <= 10_000, "minCandidates", minCandidates, "between 1 and 10000");
        check(
                batchBytes >= SMALLEST_BATCH && batchBytes <= LARGEST_BATCH,
                "batchBytes",
                batchBytes,
                "between 65536 and 67108864");
        checkTime("callTimeout", callTimeout);
        checkTime("patience", patience);
        checkTime("staleness", staleness);
        checkTime("statisticsAge", statisticsAge);
    }

    /** Returns what holds for most, for the server at this address. */
    public static MilvusOptions of(String uri) {
        return new MilvusOptions(
                uri,
                "",
                MilvusTls.DEFAULT,
                "",
                "vizsla_",
                0.9f,
                0.4f,
                16,
                200,
                150,
                8 << 20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
    }

    /** Returns a copy that shows a token and uses a database; empty for none and the default one. */
    public MilvusOptions withAccess(String newToken, String newDatabase) {
        return new MilvusOptions(
                uri,
                newToken,
                tls,
                newDatabase,
                prefix,
                k1,
                b,
                maxConnections,
                beamWidth,
                minCandidates,
                batchBytes,
                callTimeout,
                patience,
                staleness,
                statisticsAge);
    }

    /** Returns a copy whose connections trust others, or show something of themselves. */
    public MilvusOptions withTls(MilvusTls newTls) {
        return new MilvusOptions(
                uri,
                token,
                newTls,
                database,
                prefix,
                k1,
                b,
                maxConnections,
                beamWidth,
                minCandidates,
                batchBytes,
                callTimeout,
                patience,
                staleness,
                statisticsAge);
    }

    /** Returns a copy whose collections have other names. */
    public MilvusOptions withPrefix(String newPrefix) {
        return new MilvusOptions(
                uri,
                token,
                tls,
                database,
                newPrefix,
                k1,
                b,
                maxConnections,
                beamWidth,
                minCandidates,
                batchBytes,
                callTimeout,
                patience,
                staleness,
                statisticsAge);
    }

    /** Returns a copy that builds and walks graphs of another shape. */
    public MilvusOptions withGraph(int newMaxConnections, int newBeamWidth, int newMinCandidates) {
        return new MilvusOptions(
                uri,
                token,
                tls,
                database,
                prefix,
                k1,
                b,
                newMaxConnections,
                newBeamWidth,
                newMinCandidates,
                batchBytes,
                callTimeout,
                patience,
                staleness,
                statisticsAge);
    }

    /** Returns a copy that sends requests of another size. */
    public MilvusOptions withBatchBytes(int newBatchBytes) {
        return new MilvusOptions(
                uri,
                token,
                tls,
                database,
                prefix,
                k1,
                b,
                maxConnections,
                beamWidth,
                minCandidates,
                newBatchBytes,
                callTimeout,
                patience,
                staleness,
                statisticsAge);
    }

    /** Returns a copy with other times. */
    public MilvusOptions withTimes(Duration newCallTimeout, Duration newPatience) {
        return new MilvusOptions(
                uri,
                token,
                tls,
                database,
                prefix,
                k1,
                b,
                maxConnections,
                beamWidth,
                minCandidates,
                batchBytes,
                newCallTimeout,
                newPatience,
                staleness,
                statisticsAge);
    }

    /** Returns all but the token, which is nobody's to read. */
    @Override
    public String toString() {
        return uri + (database.isEmpty() ? "" : ", database " + database) + ", prefix " + prefix + ", requests of "
                + batchBytes + " bytes, " + callTimeout + " a call, tried for " + patience;
    }

    private static void checkUri(String uri) {
        boolean usable;
        try {
            URI parsed = URI.create(uri);
            usable = ("http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme()))
                    && parsed.getHost() != null
                    && parsed.getUserInfo() == null;
        } catch (IllegalArgumentException notAnAddress) {
            usable = false;
        }
        check(usable, "uri", uri, "an address such as http://milvus:19530, without a password in it");
    }

    private static void checkTime(String field, Duration time) {
        check(
                !time.isNegative() && !time.isZero() && time.compareTo(Duration.ofHours(1)) <= 0,
                field,
                time,
                "more than 0 and at most an hour");
    }

    private static void check(boolean holds, String field, Object value, String bound) {
        if (!holds) {
            throw VizslaException.invalid(field, value, bound);
        }
    }
}
