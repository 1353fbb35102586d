/** What is trained beside an encoder that stays as it is: corrections of its query vectors and ways into a teacher's space. */
@NullMarked
package io.vizsla.training.adapter;

import org.jspecify.annotations.NullMarked;
