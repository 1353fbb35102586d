package io.vizsla.evaluation.task;

/**
 * The p-MRR of FollowIR (Weller et al. 2024), which tells whether a ranking obeys a change of the instruction. With R_og =
 * {@code before} and R_new = {@code after}, ranks from 1, and MRR = 1 / R, a document gets {@code MRR_og / MRR_new - 1} if
 * it rose and {@code 1 - MRR_new / MRR_og} if it fell, so -1 to 1, and 0 if it stayed.
 *
 * <p>The sign is made for documents that the new instruction makes irrelevant: to fall is right and counts as positive.
 */
final class PairwiseMrr {

    private PairwiseMrr() {}

    /** Returns the score of a document that the change makes irrelevant. */
    static double shouldFall(int before, int after) {
        return after <= before ? (double) after / before - 1 : 1 - (double) before / after;
    }

    /** Returns the score of a document that stays relevant or becomes so: as the other, with the sign turned. */
    static double shouldRise(int before, int after) {
        return 0 - shouldFall(before, after);
    }
}
