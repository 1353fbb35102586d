/** What training minimizes: one class for each loss, over vectors of queries and passages with hard and soft labels. */
@NullMarked
package io.vizsla.training.objective;

import org.jspecify.annotations.NullMarked;
