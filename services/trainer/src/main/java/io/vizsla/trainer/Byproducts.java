package io.vizsla.trainer;

import io.vizsla.training.space.SpaceMaps;
import org.jspecify.annotations.Nullable;

/**
 * What a refresh leaves beside its model.
 *
 * @param ways back to the old vectors, null if the queries tell of none
 * @param calibration of cosines, null if there are too few queries
 */
record Byproducts(@Nullable SpaceMaps ways, @Nullable CalibrationCheck calibration) {}
