/// EC2, Pricing, Spot Advisor and the cloud bill.
@org.jspecify.annotations.NullMarked
package dev.trimtab.demo.aws;
