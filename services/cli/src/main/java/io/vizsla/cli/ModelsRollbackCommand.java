package io.vizsla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Has a running instance read the queries of a collection by the model that did before. */
@Command(
        name = "rollback",
        description = "Have the previous model read a collection's queries again, or the previous index serve.")
final class ModelsRollbackCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ModelsCommand models;

    @Parameters(paramLabel = "COLLECTION")
    private String collection = "";

    @Override
    public Integer call() {
        Session session = Objects.requireNonNull(models).session();
        JsonNode answer = session.client()
                .post(VizslaClient.path("v1", "collections", collection, "model", "rollback"), Json.object());
        if (RebuildWatch.isRebuild(answer)) {
            return new RebuildWatch(session).untilOver(answer);
        }
        QueryModelPrinter.print(session, answer);
        return ExitCode.OK;
    }
}
