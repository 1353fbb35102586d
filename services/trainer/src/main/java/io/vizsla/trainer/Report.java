package io.vizsla.trainer;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.refresh.data.RefreshQuery;
import io.vizsla.refresh.job.Comparison;
import io.vizsla.refresh.job.Negatives;
import io.vizsla.refresh.job.RefreshJob;
import io.vizsla.refresh.job.RefreshKind;
import io.vizsla.refresh.job.RefreshOutcome;
import io.vizsla.training.space.SpaceMaps;
import io.vizsla.training.trainer.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The report of a refresh as one page that needs nothing else: verdict, figures, curves, single queries, cost. */
final class Report {

    private static final int SHOWN = 15;

    private final RefreshJob job;
    private final Prepared prepared;
    private final FoldResult checked;
    private final List<StepReport> curve;
    private final RefreshOutcome outcome;
    private final Byproducts byproducts;

    Report(
            RefreshJob job,
            Prepared prepared,
            FoldResult checked,
            List<StepReport> curve,
            RefreshOutcome outcome,
            Byproducts byproducts) {
        this.job = job;
        this.prepared = prepared;
        this.checked = checked;
        this.curve = List.copyOf(curve);
        this.outcome = outcome;
        this.byproducts = byproducts;
    }

    void write(Path file) {
        try {
            Files.writeString(file, page());
        } catch (IOException full) {
            throw VizslaException.of(ErrorCode.INTERNAL, "the report cannot be written: " + full.getMessage(), full);
        }
    }

    String page() {
        Page page = new Page("Refresh of " + job.collection());
        verdict(page);
        figures(page);
        page.heading("Loss");
        page.add(Curve.svg(curve.stream().map(StepReport::loss).toList(), "step", "loss"));
        page.heading("Queries that gained and lost most");
        page.paragraph("nDCG@10 of the vectors alone, each query asked of a model that had learned from no query with a"
                + " document in common.");
        queries(page);
        page.heading("Scores");
        page.paragraph("How many deviations the relevant passage stands above the mean of a query's candidates in the"
                + " teacher's eyes, and the best other one.");
        page.add(Margins.svg(prepared.labels().queries()));
        page.heading("Candidates");
        page.paragraph(
                job.settings().negatives() == Negatives.SCREENED
                        ? "What mining makes of the teacher's candidates. A query is held against all passages but"
                                + " those that may be relevant though nobody judged them: near copies of a relevant one,"
                                + " and what scores too near to it."
                        : "What mining makes of the teacher's candidates. A query is held against all passages, so that"
                                + " none of them is left out of training by this.");
        page.table(
                List.of("what became of them", "how many"),
                outcome.mining().entrySet().stream()
                        .map(entry -> List.of(entry.getKey(), String.valueOf(entry.getValue())))
                        .toList());
        tokens(page);
        wayBack(page);
        calibration(page);
        cost(page);
        return page.html();
    }

    private void verdict(Page page) {
        boolean isPassed = outcome.verdict() != null && outcome.verdict().isPassed();
        boolean isStudent = job.settings().kind() == RefreshKind.STUDENT;
        String passed = isStudent ? "It keeps enough of its teacher: it may serve" : "Better: it may serve";
        String refused = isStudent
                ? "It keeps too little of its teacher: it does not serve"
                : "Not better: it is kept and does not serve";
        page.verdict(isPassed, isPassed ? passed : refused);
        if (outcome.verdict() != null) {
            outcome.verdict().reasons().forEach(page::item);
        }
    }

    private void figures(Page page) {
        page.heading("Before and after");
        page.table(
                List.of("search", "queries", "before", "after", "difference", "95 % interval", "p", "gained", "lost"),
                outcome.comparisons().stream().map(Report::row).toList());
        if (movesPassages()) {
            page.paragraph("Measured on the passages that are relevant to a query and some others by chance, which each"
                    + " checked model has read anew; before and after on the same ones.");
        }
    }

    private boolean movesPassages() {
        return job.settings().kind().movesPassages();
    }

    private static List<String> row(Comparison one) {
        String of =
                switch (one.group()) {
                    case Comparison.UNSEEN -> named(one) + ", documents not learned";
                    case Comparison.SEEN -> named(one) + ", documents learned";
                    default -> one.group() + " " + one.name();
                };
        return List.of(
                of,
                String.valueOf(one.queries()),
                number("%.4f", one.before()),
                number("%.4f", one.after()),
                number("%+.4f", one.difference()),
                number("%+.4f", one.low()) + " to " + number("%+.4f", one.high()),
                number("%.4f", one.p()),
                String.valueOf(one.gained()),
                String.valueOf(one.lost()));
    }

    private static String named(Comparison one) {
        return one.name().equals(Comparison.COMPENSATED) ? "dense, on the index as it is, through the map" : one.name();
    }

    private void queries(Page page) {
        Map<String, RefreshQuery> byId = new HashMap<>();
        prepared.data().queries().forEach(query -> byId.put(query.id(), query));
        Map<String, Difference> all = checked.of("dense", Comparison.UNSEEN);
        List<Map.Entry<String, Difference>> ordered = new TreeMap<>(all)
                .entrySet().stream()
                        .filter(entry -> entry.getValue().gain() != 0)
                        .sorted(Comparator.comparingDouble((Map.Entry<String, Difference> entry) ->
                                -entry.getValue().gain()))
                        .toList();
        List<Map.Entry<String, Difference>> gained = ordered.stream()
                .filter(entry -> entry.getValue().gain() > 0)
                .limit(SHOWN)
                .toList();
        List<Map.Entry<String, Difference>> lost = ordered.reversed().stream()
                .filter(entry -> entry.getValue().gain() < 0)
                .limit(SHOWN)
                .toList();
        page.table(List.of("gained", "before", "after"), rows(gained, byId));
        page.table(List.of("lost", "before", "after"), rows(lost, byId));
    }

    private static List<List<String>> rows(List<Map.Entry<String, Difference>> some, Map<String, RefreshQuery> byId) {
        return some.stream()
                .map(entry -> List.of(
                        byId.containsKey(entry.getKey())
                                ? byId.get(entry.getKey()).text()
                                : entry.getKey(),
                        number("%.3f", entry.getValue().before()),
                        number("%.3f", entry.getValue().after())))
                .toList();
    }

    private void tokens(Page page) {
        long without = prepared.labels().withoutTokens();
        if (without > 0) {
            page.paragraph("The similarity of tokens is no voice of the teacher on " + without + " of "
                    + prepared.data().queries().size() + " queries: fewer than "
                    + number("%.0f %%", 100 * Voices.LEAST_COVERAGE)
                    + " of their candidates have token vectors. Index the collection anew to have them on all.");
        }
    }

    private void wayBack(Page page) {
        SpaceMaps ways = byproducts.ways();
        if (ways == null) {
            return;
        }
        page.heading("Way back to the old vectors");
        page.paragraph("Mean cosine of the new vectors of " + ways.heldOut() + " "
                + (movesPassages() ? "queries and passages" : "queries")
                + " with their old ones, by maps that were fitted without these."
                + (movesPassages()
                        ? " The agreement is the mean correlation of a query's scores with the old passages, mapped, and with"
                                + " the new ones, plain."
                        : "")
                + " space-map.bin holds the best, fitted to all.");
        page.table(
                movesPassages() ? List.of("map", "cosine", "agreement of scores") : List.of("map", "cosine"),
                ways.maps().stream().map(this::row).toList());
    }

    private List<String> row(SpaceMaps.Candidate way) {
        String kind = way.kind().name().toLowerCase(Locale.ROOT);
        String cosine = number("%.4f", way.cosine());
        return movesPassages() ? List.of(kind, cosine, number("%.4f", way.agreement())) : List.of(kind, cosine);
    }

    private void calibration(Page page) {
        CalibrationCheck check = byproducts.calibration();
        if (check == null) {
            return;
        }
        page.heading("Cosines as probabilities");
        page.paragraph(
                "Of " + check.queries() + " queries by models that had not learned their documents: the cosine itself,"
                        + " one line for all queries, and a head that reads the query, each fitted to other queries."
                        + " Passages that nobody judged count as not relevant. What serves is fitted to whole"
                        + " searches by the instance, where there is enough to learn from.");
        page.table(
                List.of(
                        "probability",
                        "calibration error",
                        "area below precision over recall",
                        "precision at recall 0.8"),
                check.metrics().entrySet().stream()
                        .map(entry -> List.of(
                                entry.getKey(),
                                number("%.4f", entry.getValue().calibrationError()),
                                number("%.4f", entry.getValue().prAuc()),
                                number("%.4f", entry.getValue().precisionAtRecall80())))
                        .toList());
    }

    private void cost(Page page) {
        page.heading("Cost");
        page.table(
                List.of("phase", "seconds"),
                outcome.seconds().entrySet().stream()
                        .map(entry -> List.of(entry.getKey(), number("%.1f", entry.getValue())))
                        .toList());
        page.heading("What it was made of");
        Map<String, String> facts = new TreeMap<>(job.data());
        facts.put("settings", job.settings().toString());
        facts.put("parent", job.modelFolder());
        facts.put("passages", String.valueOf(prepared.data().vectors().length));
        facts.put("queries", String.valueOf(prepared.data().queries().size()));
        facts.put(
                "candidates not judged relevant that every voice of the teacher scored",
                number("%.3f", prepared.labels().coverage()));
        Map<String, Long> origins = new TreeMap<>();
        prepared.data().queries().forEach(query -> origins.merge(query.origin().name(), 1L, Long::sum));
        facts.put("where the pairs come from", origins.toString());
        page.table(
                List.of("what", "value"),
                facts.entrySet().stream()
                        .map(entry -> List.of(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
