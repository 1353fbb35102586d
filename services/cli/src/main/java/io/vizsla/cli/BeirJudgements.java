package io.vizsla.cli;

import io.vizsla.evaluation.BeirFolder;
import io.vizsla.evaluation.Qrels;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The judgements of a BEIR folder. Ours go from 0 to 3: what is above or below is cut to that. Ids and the queries' texts
 * are held, the lines are made while they are sent.
 *
 * @param cut how many grades were cut
 * @param leftOut how many judgements are missing because the folder has no text of their query
 */
record BeirJudgements(List<Line> lines, long cut, long leftOut) implements JudgementSource {

    private static final int BEST = 3;

    /** One judgement. */
    record Line(String queryId, String query, String document, int grade) {

        private byte[] json() {
            String json = Json.object()
                    .put("query", query)
                    .put("documentId", document)
                    .put("grade", grade)
                    .toString();
            return (json + "\n").getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * Reads a split.
     *
     * @throws io.vizsla.api.error.VizslaException as {@link BeirFolder#queries} and {@link BeirFolder#qrels}
     */
    static BeirJudgements of(BeirFolder folder, String split) {
        Qrels qrels = folder.qrels(split);
        Map<String, String> queries = folder.queries();
        List<Line> lines = new ArrayList<>();
        long cut = 0;
        long leftOut = 0;
        for (String id : qrels.queries()) {
            String query = queries.get(id);
            if (query == null) {
                leftOut += qrels.of(id).size();
                continue;
            }
            for (Map.Entry<String, Integer> judged : qrels.of(id).entrySet()) {
                int grade = Math.clamp(judged.getValue(), 0, BEST);
                cut += grade == judged.getValue() ? 0 : 1;
                lines.add(new Line(id, query, judged.getKey(), grade));
            }
        }
        return new BeirJudgements(lines, cut, leftOut);
    }

    @Override
    public InputStream open() {
        Iterator<Line> left = lines.iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return left.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(left.next().json());
            }
        });
    }

    @Override
    public double share(long bytes, long sent) {
        return lines.isEmpty() ? 1 : (double) sent / lines.size();
    }

    @Override
    public String place(long line) {
        if (line < 1 || line > lines.size()) {
            return "judgement " + line;
        }
        Line one = lines.get((int) line - 1);
        return "query " + one.queryId() + ", document " + one.document();
    }
}
