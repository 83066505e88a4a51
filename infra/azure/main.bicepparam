using 'main.bicep'

// A sample. Secrets come from the environment of whoever deploys, never from a file; deploy.sh lists those that are missing.
param name = 'intake'
param smsDataLocation = 'United States'

param secrets = {
  WhatsApp__AppSecret: readEnvironmentVariable('WhatsApp__AppSecret')
  WhatsApp__VerifyToken: readEnvironmentVariable('WhatsApp__VerifyToken')
  WhatsApp__AccessToken: readEnvironmentVariable('WhatsApp__AccessToken')
  HubSpot__ClientSecret: readEnvironmentVariable('HubSpot__ClientSecret')
  HubSpot__AccessToken: readEnvironmentVariable('HubSpot__AccessToken')
  Slack__SigningSecret: readEnvironmentVariable('Slack__SigningSecret')
  Slack__BotToken: readEnvironmentVariable('Slack__BotToken')
  RingCentral__VerificationToken: readEnvironmentVariable('RingCentral__VerificationToken')
  Email__WebhookSecret: readEnvironmentVariable('Email__WebhookSecret')
  Email__ServerToken: readEnvironmentVariable('Email__ServerToken')
  Sms__WebhookSecret: readEnvironmentVariable('Sms__WebhookSecret')
  Log__ReadKey: readEnvironmentVariable('Log__ReadKey')
  // A vault takes no empty secret; unused unless a playbook asks who its clients are.
  Accounts__Token: readEnvironmentVariable('Accounts__Token', 'unused')
}

param settings = {
  WhatsApp__PhoneNumberId: '100000000000001'
  HubSpot__PublicUrl: ''
  HubSpot__ChatActor: ''
  Slack__SupportChannel: 'C0SUPPORT1'
  Accounts__BaseUrl: ''
  Email__From: 'support@intake.example'
  Sms__From: '+12025550100'
  Intake__Playbooks: 'trip-support'
  Intake__HeartbeatUrl: ''
}

param subscribeToSms = bool(readEnvironmentVariable('INTAKE_SUBSCRIBE_TO_SMS', 'false'))
