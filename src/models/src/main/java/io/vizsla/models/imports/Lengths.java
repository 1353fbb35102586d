package io.vizsla.models.imports;

import org.jspecify.annotations.Nullable;

/** Decides how many tokens a model reads, from the three files that may say so. */
final class Lengths {

    /** Taken where no file says anything. */
    private static final int USUAL = 512;

    /** The most that a manifest states. */
    private static final int LONGEST = 1 << 17;

    private Lengths() {}

    static int longest(
            ConfigFacts config,
            ModuleFacts modules,
            TokenizerFacts tokenizer,
            @Nullable Integer chosen,
            Findings findings) {
        if (config.positions() > 0 && modules.maxTokens() > config.positions()) {
            findings.problem("sentence_bert_config.json says max_seq_length " + modules.maxTokens()
                    + ", but config.json has positions for " + config.positions() + " tokens");
        }
        int stated = stated(config, modules, tokenizer, findings);
        if (chosen == null) {
            return stated;
        }
        int most = config.positions() > 0 ? config.positions() : LONGEST;
        if (chosen > most) {
            findings.problem(
                    "max-tokens = " + chosen + " is more than the " + most + " tokens that the model can read");
        }
        return chosen;
    }

    private static int stated(ConfigFacts config, ModuleFacts modules, TokenizerFacts tokenizer, Findings findings) {
        if (modules.maxTokens() > 0) {
            return modules.maxTokens();
        }
        long least = Long.MAX_VALUE;
        for (long length : new long[] {config.positions(), tokenizer.maxTokens()}) {
            least = length > 0 ? Math.min(least, length) : least;
        }
        if (least == Long.MAX_VALUE) {
            findings.notice("no file says how many tokens the model reads; taken: " + USUAL);
            return USUAL;
        }
        if (least > LONGEST) {
            findings.notice("the model reads " + least + " tokens; taken: " + LONGEST);
        }
        return (int) Math.min(least, LONGEST);
    }
}
