package io.vizsla.cli;

import io.vizsla.models.BuiltInModels;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Removes a model that no collection uses. */
@Command(name = "remove", description = "Remove a model that no collection uses, or a half-written one.")
final class ModelsRemoveCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ModelsCommand models;

    @Parameters(paramLabel = "MODEL")
    private String name = "";

    @Option(names = "--force", description = "Remove it even if it is in use, or that cannot be told.")
    private boolean force;

    @Override
    public Integer call() {
        ModelsCommand parent = Objects.requireNonNull(models);
        Session session = parent.session();
        if (!force && parent.folders().names().contains(name)) {
            checkUnused(new ModelUse(session, parent.dataDir()).of(name));
        }
        parent.folders().remove(name);
        boolean comesBack = BuiltInModels.names().contains(name);
        if (session.json()) {
            session.print(Json.object().put("removed", name).put("builtIn", comesBack));
        } else {
            session.print("Model " + name + " is removed."
                    + (comesBack ? " It is built in: its next use writes it again." : ""));
        }
        return ExitCode.OK;
    }

    private void checkUnused(List<String> collections) {
        if (!collections.isEmpty()) {
            throw new CliException(
                    ExitCode.FAILED,
                    "Model " + name + " is used by " + String.join(", ", collections)
                            + ". Delete them or give them another model first; --force removes it all the same.");
        }
    }
}
