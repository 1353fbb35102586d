package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Has a running instance read the queries of a collection by another model. */
@Command(name = "use", description = "Have a model read a collection's queries, or its documents, too; searches go on.")
final class ModelsUseCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ModelsCommand models;

    @Parameters(index = "0", paramLabel = "COLLECTION")
    private String collection = "";

    @Parameters(index = "1", paramLabel = "MODEL")
    private String model = "";

    @Option(
            names = "--strategy",
            paramLabel = "S",
            description =
                    "query-only (default), compensate (the model has a map) or reindex (it reads documents, too, which"
                            + " are indexed anew first).")
    private String strategy = "query-only";

    @Override
    public Integer call() {
        Session session = Objects.requireNonNull(models).session();
        JsonNode answer = session.client()
                .post(
                        VizslaClient.path("v1", "collections", collection, "model"),
                        Json.object().put("model", model).put("strategy", strategy));
        if (RebuildWatch.isRebuild(answer)) {
            return new RebuildWatch(session).untilOver(answer);
        }
        QueryModelPrinter.print(session, answer);
        return ExitCode.OK;
    }
}
