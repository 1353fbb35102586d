package io.vizsla.cli;

import io.vizsla.evaluation.BeirFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Judgements to send. */
sealed interface JudgementSource permits JudgementFile, BeirJudgements {

    /**
     * Returns what lies at a path.
     *
     * @param split of a BEIR folder
     * @throws CliException with {@link ExitCode#USAGE} if nothing readable is there
     */
    static JudgementSource of(Path path, String split) {
        if (Files.isDirectory(path)) {
            return BeirJudgements.of(BeirFolder.open(path), split);
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new CliException(ExitCode.USAGE, "There is no readable file or folder " + path);
        }
        return new JudgementFile(path);
    }

    /** Opens the judgements as lines of JSON; whoever opens closes. */
    InputStream open() throws IOException;

    /** Returns how much of the work is done once so many bytes and lines were sent, 0 to 1. */
    double share(long bytes, long lines);

    /** Returns how many judgements cannot be sent, because the text of their query is not there. */
    long leftOut();

    /** Returns how many grades were brought between 0 and 3. */
    long cut();

    /** Returns what messages call a line, which counts from 1. */
    String place(long line);
}
