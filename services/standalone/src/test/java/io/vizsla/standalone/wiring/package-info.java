/** Tests of the parts of an instance, put together without REST. */
package io.vizsla.standalone.wiring;
