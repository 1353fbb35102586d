package io.vizsla.index.milvus;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server can do, by its version.
 *
 * @param version as the server tells it
 * @param bm25 whether it makes BM25 of words by itself: Milvus 2.5 and later, and Milvus Lite 3
 * @param invertedIndexes whether it indexes texts by value: Milvus 2.4 and later
 * @param arrayIndexes whether it indexes lists of texts too: Milvus 2.4 and later, not Milvus Lite
 * @param partitionKeys whether it finds what was upserted by a partition key: 2.3 puts it where it does not look
 */
record ServerFeatures(
        String version, boolean bm25, boolean invertedIndexes, boolean arrayIndexes, boolean partitionKeys) {

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)");
    private static final String LITE = "milvus_lite";
    private static final int OLDEST = 2003;

    /**
     * Returns what a server of this version can do; of one that tells none, what every server can.
     *
     * @throws VizslaException {@code CONFLICT} if it is older than 2.3
     */
    static ServerFeatures of(String version) {
        if (version.startsWith(LITE)) {
            return new ServerFeatures(version, true, true, false, true);
        }
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.find()) {
            return new ServerFeatures(version, false, false, false, false);
        }
        int release = Integer.parseInt(numbers.group(1)) * 1000 + Integer.parseInt(numbers.group(2));
        if (release < OLDEST) {
            throw VizslaException.field(ErrorCode.CONFLICT, "milvus.version", version, "2.3 or later");
        }
        return new ServerFeatures(version, release >= 2005, release >= 2004, release >= 2004, release >= 2004);
    }

    /** Returns what the server lacks and what it means, a sentence each. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!bm25) {
            missing.add(
                    "Milvus " + version + " has no BM25: a search by words reads every chunk that holds one of them, "
                            + "which takes time in large collections; 2.5 and later have it");
        }
        if (!arrayIndexes) {
            missing.add("Milvus " + version + " does not index lists: filters look at every chunk");
        }
        if (!partitionKeys) {
            missing.add(
                    "Milvus " + version + " does not part chunks by tenants: a search looks at those of all of them");
        }
        return missing;
    }
}
