package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches a collection. */
@Command(name = "search", description = "Show the passages that answer a query best.")
final class SearchCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "COLLECTION")
    private String collection = "";

    @Parameters(index = "1", paramLabel = "QUERY")
    private String query = "";

    @Option(names = "--mode", paramLabel = "MODE", description = "hybrid (default), dense or lexical.")
    private @Nullable String mode;

    @Option(
            names = {"-k", "--top-k"},
            paramLabel = "N",
            description = "How many hits, 1 to 1000 (default: 10).")
    private @Nullable Integer topK;

    @Option(
            names = "--filter",
            paramLabel = "JSON",
            description = "Only documents that pass, such as '{\"field\":\"year\",\"op\":\"gte\",\"value\":2020}'.")
    private @Nullable String filter;

    @Option(
            names = "--min-score",
            paramLabel = "P",
            description = "Only hits of at least this probability, 0 to 1 (default: 0).")
    private @Nullable Double minScore;

    @Mixin
    private InstructionOptions before = new InstructionOptions();

    @Option(names = "--rerank", description = "Let the cross-encoder look at the best hits, where there is one.")
    private boolean rerank;

    @Option(
            names = "--explain",
            description = "Show the exact prompt, the examples and why, what each step did, and the signals.")
    private boolean explain;

    SearchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JsonNode answer =
                session.client().post(VizslaClient.path("v1", "collections", collection, "search"), request());
        if (session.json()) {
            session.print(answer);
        } else {
            new HitPrinter(session, explain).print(answer);
        }
        return ExitCode.OK;
    }

    private ObjectNode request() {
        ObjectNode request = Json.object().put("query", query);
        if (mode != null) {
            request.put("mode", mode);
        }
        if (topK != null) {
            request.put("topK", topK);
        }
        if (filter != null) {
            request.set("filter", Json.parse("--filter", filter));
        }
        if (minScore != null) {
            request.put("minScore", minScore);
        }
        before.addTo(request);
        return request.put("rerank", rerank).put("explain", explain);
    }
}
