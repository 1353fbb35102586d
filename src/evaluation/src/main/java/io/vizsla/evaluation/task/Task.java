package io.vizsla.evaluation.task;

/** Something that vectors are good or bad for, with its data and its protocol. Immutable. */
public sealed interface Task
        permits ClassificationTask,
                ClusteringTask,
                PairClassificationTask,
                SimilarityTask,
                RerankingTask,
                SearchTask,
                InstructionTask {

    /** Returns the name, such as {@code banking77}. */
    String name();

    /** Returns the protocol's name, such as {@code classification}. */
    String protocol();

    /** Encodes what the task needs and measures. The same vectors give the same scores. */
    TaskScores measure(TaskEncoder encoder);
}
