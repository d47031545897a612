SELECT json_format(CAST(MAP(ARRAY['eventID', 'eventTime', 'eventSource', 'eventName', 'eventType', 'awsRegion', 'sourceIPAddress', 'userAgent', 'errorCode', 'recipientAccountId', 'sessionCredentialFromConsole', 'requestParameters', 'userIdentity'], ARRAY[
  CAST("eventid" AS JSON),
  CAST("eventtime" AS JSON),
  CAST("eventsource" AS JSON),
  CAST("eventname" AS JSON),
  CAST('AwsApiCall' AS JSON),
  CAST("awsregion" AS JSON),
  CAST("sourceipaddress" AS JSON),
  CAST("useragent" AS JSON),
  CAST("errorcode" AS JSON),
  CAST("recipientaccountid" AS JSON),
  CAST("sessioncredentialfromconsole" AS JSON),
  coalesce(TRY(json_parse("requestparameters")), CAST("requestparameters" AS JSON)),
  CAST(MAP(ARRAY['type', 'principalId', 'arn', 'accountId', 'accessKeyId', 'userName', 'invokedBy', 'onBehalfOf', 'sessionContext'], ARRAY[
    CAST("useridentity"."type" AS JSON),
    CAST("useridentity"."principalid" AS JSON),
    CAST("useridentity"."arn" AS JSON),
    CAST("useridentity"."accountid" AS JSON),
    CAST("useridentity"."accesskeyid" AS JSON),
    CAST("useridentity"."username" AS JSON),
    CAST("useridentity"."invokedby" AS JSON),
    CAST(MAP(ARRAY['userId', 'identityStoreArn'], ARRAY[
      CAST("useridentity"."onbehalfof"."userid" AS JSON),
      CAST("useridentity"."onbehalfof"."identitystorearn" AS JSON)
    ]) AS JSON),
    CAST(MAP(ARRAY['sessionIssuer', 'webIdFederationData'], ARRAY[
      CAST(MAP(ARRAY['type', 'principalId', 'arn', 'accountId', 'userName'], ARRAY[
        CAST("useridentity"."sessioncontext"."sessionissuer"."type" AS JSON),
        CAST("useridentity"."sessioncontext"."sessionissuer"."principalid" AS JSON),
        CAST("useridentity"."sessioncontext"."sessionissuer"."arn" AS JSON),
        CAST("useridentity"."sessioncontext"."sessionissuer"."accountid" AS JSON),
        CAST("useridentity"."sessioncontext"."sessionissuer"."username" AS JSON)
      ]) AS JSON),
      CAST(MAP(ARRAY['federatedProvider', 'attributes'], ARRAY[
        CAST("useridentity"."sessioncontext"."webidfederationdata"."federatedprovider" AS JSON),
        CAST("useridentity"."sessioncontext"."webidfederationdata"."attributes" AS JSON)
      ]) AS JSON)
    ]) AS JSON)
  ]) AS JSON)
]) AS JSON)) AS "record"
FROM "logs"."trail"
WHERE "account" = '111122223333'
  AND "region" IN ('eu-west-1', 'us-east-1')
  AND "timestamp" >= '2026/02/28'
  AND "timestamp" < '2026/04/02'
  AND "eventtime" >= '2026-03-01T00:00:00Z'
  AND "eventtime" < '2026-04-01T00:00:00Z'
  AND "awsregion" IN ('eu-west-1', 'us-east-1')
  AND coalesce("recipientaccountid", "useridentity"."accountid") = '111122223333'
  AND coalesce("eventtype", 'AwsApiCall') = 'AwsApiCall'
  AND (("eventsource" = 'ec2.amazonaws.com'
      AND "eventname" = 'DescribeInstances')
    OR ("eventsource" = 'servicequotas.amazonaws.com'
      AND "eventname" IN ('GetServiceQuota', 'GetAWSDefaultServiceQuota')
      AND coalesce(json_extract_scalar("requestparameters", '$.serviceCode'), 'ec2') = 'ec2'
      AND coalesce(json_extract_scalar("requestparameters", '$.quotaCode'), 'L-1216C47A') IN ('L-1216C47A', 'L-DB2E81BA', 'L-417A185B')))
